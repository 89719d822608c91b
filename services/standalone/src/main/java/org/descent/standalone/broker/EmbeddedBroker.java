package org.descent.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.descent.standalone.files.DirectoryInUse;
import org.descent.standalone.files.DirectoryLock;
import org.descent.standalone.files.NotOurs;
import org.descent.standalone.files.StorageFailure;
import org.descent.standalone.process.InThread;

/**
 * A real Kafka broker in this process: one node in combined mode (KRaft), on loopback and free
 * ports. It starts again on the data that an earlier one has left.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  /** A broker that does not end in this time has trouble with its disk. */
  private static final Duration FAREWELL = Duration.ofSeconds(20);

  private static final Set<EmbeddedBroker> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    // Kafka ends its process where it cannot go on. This process has something to say first.
    Exit.setHaltProcedure((status, message) -> cannotGoOn());
    Exit.setExitProcedure((status, message) -> cannotGoOn());
  }

  private final Path directory;
  private final DirectoryLock lock;

  /** Why Kafka has given up. */
  private final CompletableFuture<IOException> halted = new CompletableFuture<>();

  private final CompletableFuture<IOException> failure = new CompletableFuture<>();
  private String bootstrap;
  private volatile KafkaRaftServer server;
  private volatile boolean closed;

  private EmbeddedBroker(Path directory, DirectoryLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Starts a broker whose log lies in {@code directory}; formats the directory first if it is new.
   *
   * @return when the broker answers
   * @throws DirectoryInUse if another process has a broker there
   * @throws NotOurs if the directory holds something else
   * @throws StorageFailure if it cannot be written to
   */
  public static EmbeddedBroker start(Path directory) throws IOException {
    return start(directory, Map.of());
  }

  /**
   * The same with other settings.
   *
   * @param settings of the broker, which win; its listener for clients is called {@code CLIENTS}
   */
  public static EmbeddedBroker start(Path directory, Map<String, String> settings)
      throws IOException {
    var log = new LogDirectory(directory);
    log.make();
    var lock = DirectoryLock.take(directory, directory);
    var broker = new EmbeddedBroker(directory, lock);
    RUNNING.add(broker);
    try {
      log.claim();
      broker.start(log, settings);
      return broker;
    } catch (IOException | RuntimeException e) {
      RUNNING.remove(broker);
      lock.close();
      var trouble = StorageFailure.in(directory, e);
      if (trouble.isPresent()) {
        throw trouble.get();
      }
      throw e;
    }
  }

  /** Where clients connect, host:port. */
  public String bootstrap() {
    return bootstrap;
  }

  /** Comes when the broker cannot go on, and says why; never if it is closed before. */
  public CompletionStage<IOException> failure() {
    return failure;
  }

  /**
   * Leaves the broker to itself, since nobody will go on from its log: the process has to end soon,
   * and is not told any more if the broker fails.
   */
  public synchronized void abandon() {
    closed = true;
  }

  /** Stops the broker and returns when its log is flushed and free for the next one. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    var stopped =
        InThread.run(
            "broker",
            () -> {
              server.shutdown();
              server.awaitShutdown();
              return null;
            });
    CompletableFuture.anyOf(stopped, halted)
        .orTimeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(e -> null)
        .join();
    RUNNING.remove(this);
    lock.close();
  }

  private void start(LogDirectory log, Map<String, String> settings) throws IOException {
    int port = FreePort.next();
    bootstrap = "127.0.0.1:" + port;
    var kafka = KafkaPath.of(log.kafka());
    var properties = properties(kafka, port, FreePort.next());
    properties.putAll(settings);
    var started =
        InThread.run(
            "broker",
            () -> {
              format(kafka);
              var config = KafkaConfig.fromProps(properties, /* doLog= */ false);
              server = new KafkaRaftServer(config, Time.SYSTEM);
              server.startup();
              return null;
            });
    try {
      if (CompletableFuture.anyOf(started, halted).join() instanceof IOException failed) {
        throw failed;
      }
    } catch (CompletionException e) {
      throw new IOException("Kafka does not start: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** What Kafka calls instead of ending the process: the thread that calls it is at its end. */
  private static void cannotGoOn() {
    for (var broker : RUNNING) {
      var why =
          StorageFailure.probe(broker.directory)
              .orElseGet(() -> StorageFailure.of(broker.directory, "Kafka's broker has stopped"));
      broker.halted.complete(why);
      if (!broker.closed) {
        broker.failure.complete(why);
      }
    }
    while (true) {
      LockSupport.park();
    }
  }

  private static void format(Path log) throws Exception {
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    try (var silence =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silence)
          .setNodeId(NODE)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(CONTROLLER)
          .setMetadataLogDirectory(log.toString())
          .addDirectory(log.toString())
          .run();
    }
  }

  private static Properties properties(Path log, int port, int controllerPort) {
    var p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", Integer.toString(NODE));
    p.put("log.dirs", log.toString());
    p.put("listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.put("advertised.listeners", "CLIENTS://127.0.0.1:" + port);
    p.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "CLIENTS");
    p.put("controller.listener.names", CONTROLLER);
    // A static quorum is read from here, not from the log: the port may differ from run to run.
    p.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);

    p.put("auto.create.topics.enable", "false");
    p.put("num.partitions", "1");
    p.put("default.replication.factor", "1");
    p.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    p.put("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    p.put("log.retention.ms", "-1");
    p.put("log.retention.bytes", "-1");
    p.put("log.segment.bytes", Integer.toString(64 << 20));
    p.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    // The default, 128 MiB, would stay on the heap for as long as the process lives.
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));

    p.put("offsets.topic.num.partitions", "4");
    p.put("offsets.topic.replication.factor", "1");
    p.put("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
    p.put("transaction.state.log.num.partitions", "1");
    p.put("transaction.state.log.replication.factor", "1");
    p.put("transaction.state.log.min.isr", "1");
    p.put("share.coordinator.state.topic.replication.factor", "1");
    p.put("share.coordinator.state.topic.min.isr", "1");

    // A consumer that dies without a word is replaced after ten seconds instead of 45.
    p.put("group.consumer.min.session.timeout.ms", "6000");
    p.put("group.consumer.session.timeout.ms", "10000");
    p.put("group.consumer.min.heartbeat.interval.ms", "2000");
    // Assignments travel with heartbeats: another trainer has its share within two of them.
    p.put("group.consumer.heartbeat.interval.ms", "2000");
    p.put("group.initial.rebalance.delay.ms", "0");

    p.put("num.network.threads", "2");
    p.put("num.io.threads", "4");
    p.put("num.recovery.threads.per.data.dir", "2");
    p.put("controlled.shutdown.enable", "false");
    p.put("metric.reporters", "");
    return p;
  }
}
