package org.descent.standalone.pipeline;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.descent.standalone.broker.EmbeddedBroker;
import org.descent.transport.TopicLayout;

/**
 * The whole pipeline in this process: a broker of its own or somebody else's, the topics, and the
 * four services. The services stop before the broker does, unless nobody needs its log any more.
 */
public final class Pipeline implements AutoCloseable {
  /** The setting of the port that the page and the REST interface stand on; 0 for any free one. */
  public static final String PORT = "quarkus.http.port";

  private static final short AS_THE_BROKER_LIKES = -1;
  private static final Logger CLIENTS_LOG = Logger.getLogger("org.apache.kafka.clients");
  private static volatile boolean servicesLeft;

  private final Optional<EmbeddedBroker> broker;
  private final Services services;
  private boolean abandoned;

  private Pipeline(Optional<EmbeddedBroker> broker, Services services) {
    this.broker = broker;
    this.services = services;
  }

  /**
   * Starts everything on a broker whose log lies in {@code log}.
   *
   * @param settings configuration of the services
   */
  public static Pipeline onOwnBroker(Path log, Map<String, String> settings) throws IOException {
    var broker = EmbeddedBroker.start(log);
    try {
      var kafka = Map.<String, Object>of("bootstrap.servers", broker.bootstrap());
      return start(Optional.of(broker), kafka, settings);
    } catch (IOException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /**
   * Starts the services on somebody else's broker.
   *
   * @param kafka how every client reaches it, at least {@code bootstrap.servers}
   * @param settings configuration of the services
   * @throws BrokerUnreachable if it does not answer
   */
  public static Pipeline onBroker(Map<String, Object> kafka, Map<String, String> settings)
      throws IOException {
    BrokerUnreachable.unlessReachable(kafka);
    return start(Optional.empty(), kafka, settings);
  }

  private static Pipeline start(
      Optional<EmbeddedBroker> broker, Map<String, Object> kafka, Map<String, String> settings)
      throws IOException {
    try (var admin = Admin.create(kafka)) {
      short replication = broker.isPresent() ? 1 : AS_THE_BROKER_LIKES;
      TopicLayout.ensure(admin, TopicLayout.DEFAULT_COHORT_PARTITIONS, replication);
    }
    var all = new HashMap<>(settings);
    // This prefix brings them to every channel and to every client that a service makes itself.
    kafka.forEach((key, value) -> all.put("kafka." + key, literal(value.toString())));
    var services = Services.create(Integer.parseInt(all.getOrDefault(PORT, "0")));
    // The services have a hook of their own that stops them; the broker waits for it.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  services.join();
                  broker.ifPresent(EmbeddedBroker::close);
                },
                "broker-last"));
    services.start(all);
    return new Pipeline(broker, services);
  }

  /** Configuration would read {@code ${…}} in a password as the name of another property. */
  private static String literal(String value) {
    return value.replace("$", "\\$");
  }

  /** The REST interface of control. */
  public ControlClient control() {
    return services.control();
  }

  /** Where a browser finds the page. */
  public URI page() {
    return services.page();
  }

  /**
   * Nobody will go on from the log of its own broker: closing stops the broker and leaves the
   * services, whose consumers would take a second each to say goodbye.
   */
  public void abandon() {
    abandoned = broker.isPresent();
  }

  /** Whether services are left that would hold up an orderly end of the process. */
  public static boolean hasLeftServices() {
    return servicesLeft;
  }

  @Override
  public void close() {
    if (abandoned) {
      servicesLeft = true;
      CLIENTS_LOG.setLevel(Level.OFF); // every client would miss the broker
    } else {
      services.close();
    }
    broker.ifPresent(EmbeddedBroker::close);
  }
}
