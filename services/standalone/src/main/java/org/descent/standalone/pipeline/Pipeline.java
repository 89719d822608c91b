package org.descent.standalone.pipeline;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.admin.Admin;
import org.descent.loader.ReadAhead;
import org.descent.standalone.broker.EmbeddedBroker;
import org.descent.standalone.broker.LogDirectory;
import org.descent.standalone.broker.Loopback;
import org.descent.standalone.process.Interruption;
import org.descent.standalone.process.TemporaryFolder;
import org.descent.transport.TopicLayout;

/**
 * The whole pipeline in this process: a broker of its own or somebody else's, the topics, and the
 * four services. Where it is closed, the process has to end.
 */
public final class Pipeline implements AutoCloseable {
  /** The setting of the port that the page and the REST interface stand on; 0 for any free one. */
  public static final String PORT = "quarkus.http.port";

  /** The setting of the file that the services write what they do to. */
  public static final String LOG = "quarkus.log.file.path";

  private static final String LEASE = "descent.lease";
  private static final String PROCESS_TOKEN = "descent.process-token";
  private static final short AS_THE_BROKER_LIKES = -1;
  private static final Logger CLIENTS_LOG = Logger.getLogger("org.apache.kafka.clients");

  private final Optional<EmbeddedBroker> broker;
  private final Services services;
  private final String log;
  private Optional<LogNotes> notes = Optional.empty();
  private boolean closed;

  private Pipeline(Optional<EmbeddedBroker> broker, Services services, String log) {
    this.broker = broker;
    this.services = services;
    this.log = log;
  }

  /**
   * Starts everything on a broker whose log lies in {@code log}.
   *
   * @param settings configuration of the services
   * @param onFailure hears why if the broker cannot go on; nothing else will happen then
   */
  public static Pipeline onOwnBroker(
      LogDirectory log, Map<String, String> settings, Consumer<IOException> onFailure)
      throws IOException {
    Loopback.require();
    var broker = EmbeddedBroker.start(log.path());
    broker.failure().thenAccept(onFailure);
    try {
      var kafka = Map.<String, Object>of("bootstrap.servers", broker.bootstrap());
      var pipeline = start(Optional.of(broker), kafka, settings);
      pipeline.notes = Optional.of(LogNotes.keep(log, pipeline.control()));
      return pipeline;
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
    Loopback.require();
    BrokerUnreachable.unlessReachable(kafka);
    return start(Optional.empty(), kafka, settings);
  }

  private static Pipeline start(
      Optional<EmbeddedBroker> broker, Map<String, Object> kafka, Map<String, String> settings)
      throws IOException {
    TemporaryFolder.ofProcess();
    try (var admin = Admin.create(kafka)) {
      short replication = broker.isPresent() ? 1 : AS_THE_BROKER_LIKES;
      TopicLayout.ensure(admin, TopicLayout.DEFAULT_COHORT_PARTITIONS, replication);
      if (broker.isPresent()) {
        Groups.forgetMembers(admin);
      }
    }
    var all = new HashMap<>(settings);
    // This prefix brings them to every channel and to every client that a service makes itself.
    kafka.forEach((key, value) -> all.put("kafka." + key, value.toString()));
    all.replaceAll((key, value) -> literal(value));
    // Where control asks for tokens, this process comes in by one of its own.
    var token = AccessToken.fresh();
    all.put(PROCESS_TOKEN, token);
    all.put(LEASE, Boolean.toString(broker.isEmpty())); // nobody else knows of a broker of our own
    var pipeline =
        new Pipeline(
            broker,
            Services.create(Integer.parseInt(all.getOrDefault(PORT, "0")), token),
            settings.getOrDefault(LOG, "descent.log"));
    Interruption.onInterruption(pipeline::close);
    pipeline.services.start(all);
    return pipeline;
  }

  /** Configuration would read {@code ${…}} in a password as the name of another property. */
  private static String literal(String value) {
    return value.replace("$", "\\$");
  }

  /** The REST interface of control. */
  public ControlClient control() {
    return services.control();
  }

  /** Leaves to the dataset-loader what {@code ahead} holds. */
  public void hand(ReadAhead ahead) {
    services.hand(ahead);
  }

  /** Who waits for the services looks after them. */
  public ServiceWatch watch() {
    return new ServiceWatch(services::trouble, broker.isPresent(), log, System::nanoTime);
  }

  /** Where a browser finds the page. */
  public URI page() {
    return services.page();
  }

  /**
   * Leaves a broker of its own and the services to themselves, since nobody will go on from the
   * log, which may be deleted then.
   */
  public synchronized void abandon() {
    if (closed) {
      return;
    }
    closed = true;
    notes.ifPresent(LogNotes::close);
    CLIENTS_LOG.setLevel(Level.OFF); // every client would miss the broker
    broker.ifPresent(EmbeddedBroker::abandon);
  }

  /**
   * Stops: the services say what they still have to say, then the broker's log is closed, from
   * which the next process can go on.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    notes.ifPresent(LogNotes::close);
    services.close();
    CLIENTS_LOG.setLevel(Level.OFF); // every client would miss the broker
    broker.ifPresent(EmbeddedBroker::close);
  }
}
