package org.descent.standalone.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.descent.standalone.broker.EmbeddedBroker;
import org.descent.transport.TopicLayout;

/**
 * The whole pipeline in this process: a broker of its own or somebody else's, the topics, and the
 * four services. However the process ends, the services stop before the broker does.
 */
public final class Pipeline implements AutoCloseable {
  private final Optional<EmbeddedBroker> broker;
  private final Services services;

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
      return start(Optional.of(broker), broker.bootstrap(), settings);
    } catch (IOException | RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  /**
   * Starts the services on the broker at {@code bootstrap}.
   *
   * @param settings configuration of the services
   * @throws BrokerUnreachable if it does not answer
   */
  public static Pipeline onBroker(String bootstrap, Map<String, String> settings)
      throws IOException {
    BrokerUnreachable.unlessReachable(bootstrap);
    return start(Optional.empty(), bootstrap, settings);
  }

  private static Pipeline start(
      Optional<EmbeddedBroker> broker, String bootstrap, Map<String, String> settings)
      throws IOException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      TopicLayout.ensure(admin, TopicLayout.DEFAULT_COHORT_PARTITIONS, (short) 1);
    }
    var all = new HashMap<>(settings);
    all.put("kafka.bootstrap.servers", bootstrap);
    var services = Services.create();
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

  /** The REST interface of control. */
  public ControlClient control() {
    return services.control();
  }

  @Override
  public void close() {
    services.close();
    broker.ifPresent(EmbeddedBroker::close);
  }
}
