package org.descent.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker in this process: one node in combined mode (KRaft), on loopback and free
 * ports. It starts again on the data that an earlier one has left.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final int NODE = 1;
  private static final String CONTROLLER = "CONTROLLER";
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  private final KafkaRaftServer server;
  private final DirectoryLock lock;
  private final String bootstrap;
  private boolean closed;

  private EmbeddedBroker(KafkaRaftServer server, DirectoryLock lock, String bootstrap) {
    this.server = server;
    this.lock = lock;
    this.bootstrap = bootstrap;
  }

  /**
   * Starts a broker whose log lies in {@code directory}; formats the directory first if it is new.
   *
   * @return when the broker answers
   * @throws DirectoryInUse if another process has a broker there
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
    var absolute = Files.createDirectories(directory).toRealPath();
    var lock = DirectoryLock.take(absolute);
    try {
      int port = FreePort.next();
      var properties = properties(absolute.resolve("kafka"), port, FreePort.next());
      properties.putAll(settings);
      format(absolute.resolve("kafka"));
      var server =
          new KafkaRaftServer(KafkaConfig.fromProps(properties, /* doLog= */ false), Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(server, lock, "127.0.0.1:" + port);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Where clients connect, host:port. */
  public String bootstrap() {
    return bootstrap;
  }

  /** Stops the broker and returns when its log is flushed and free for the next one. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    server.shutdown();
    server.awaitShutdown();
    lock.close();
  }

  private static void format(Path log) throws IOException {
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
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot format " + log + " for Kafka: " + e.getMessage(), e);
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
