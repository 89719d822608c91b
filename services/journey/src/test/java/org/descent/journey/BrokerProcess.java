package org.descent.journey;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.descent.standalone.broker.EmbeddedBroker;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** A broker in a JVM of its own, which can be killed and started again on the same ports. */
final class BrokerProcess {
  /** Of brokers that are to be one cluster. */
  private static final String CLUSTER = Uuid.fromString("ZGVzY2VudGRlc2NlbnQwMA").toString();

  /**
   * Where a broker listens.
   *
   * @param clients the listener of clients
   * @param controller the controller's
   * @param others the listener of other brokers, if it is not that of clients
   * @param advertised the port that clients are told to go to
   */
  record Ports(int clients, int controller, int others, int advertised) {}

  private final Path directory;
  private final Path log;
  private final Map<String, String> settings;
  private final Wrapping wrapping;
  private Process process;

  /**
   * One that is not started yet.
   *
   * @param log what it prints
   * @param index its own place in {@code ports}, which are those of all brokers of the cluster
   * @param more settings
   */
  BrokerProcess(
      Path directory,
      Path log,
      int index,
      List<Ports> ports,
      Map<String, String> more,
      Wrapping wrapping) {
    this.directory = directory;
    this.log = log;
    this.wrapping = wrapping;
    this.settings = new TreeMap<>(more);
    settings.putAll(ports.size() == 1 ? alone(ports.get(0)) : together(index, ports));
  }

  private static Map<String, String> alone(Ports own) {
    return Map.of(
        "listeners",
        "CLIENTS://127.0.0.1:" + own.clients() + ",CONTROLLER://127.0.0.1:" + own.controller(),
        "advertised.listeners",
        "CLIENTS://127.0.0.1:" + own.advertised(),
        "controller.quorum.voters",
        "1@127.0.0.1:" + own.controller());
  }

  /** Everything stands so often as there are brokers, and is taken when one has it besides. */
  private static Map<String, String> together(int index, List<Ports> ports) {
    var own = ports.get(index);
    var settings = new TreeMap<>(alone(own));
    settings.merge("listeners", ",OTHERS://127.0.0.1:" + own.others(), String::concat);
    settings.merge("advertised.listeners", ",OTHERS://127.0.0.1:" + own.others(), String::concat);
    settings.put(
        "listener.security.protocol.map",
        "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT,OTHERS:PLAINTEXT");
    settings.put("inter.broker.listener.name", "OTHERS");
    settings.put("node.id", Integer.toString(index + 1));
    settings.put(
        "controller.quorum.voters",
        IntStream.range(0, ports.size())
            .mapToObj(i -> (i + 1) + "@127.0.0.1:" + ports.get(i).controller())
            .collect(Collectors.joining(",")));
    settings.put("default.replication.factor", Integer.toString(ports.size()));
    settings.put("offsets.topic.replication.factor", Integer.toString(ports.size()));
    settings.put("min.insync.replicas", Integer.toString(ports.size() - 1));
    return settings;
  }

  /** Starts it on what it has left. */
  void start() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add(BrokerProcess.class.getName());
    command.add(directory.toString());
    settings.forEach((name, value) -> command.add(name + "=" + value));
    var builder =
        wrapping
            .of(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    var tests = System.getProperty("surefire.test.class.path");
    builder
        .environment()
        .put("CLASSPATH", tests == null ? System.getProperty("java.class.path") : tests);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process process() {
    return process;
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Where its log lies, as itself sees it. */
  Path directory() {
    return directory;
  }

  /** kill -9, if it is there. */
  void kill() {
    if (isAlive()) {
      Processes.kill(process);
    }
  }

  /** The broker itself: directory, and settings. */
  public static void main(String[] arguments) throws Exception {
    logToConsole();
    var directory = Path.of(arguments[0]);
    var settings = new TreeMap<String, String>();
    for (int i = 1; i < arguments.length; i++) {
      int at = arguments[i].indexOf('=');
      settings.put(arguments[i].substring(0, at), arguments[i].substring(at + 1));
    }
    if (settings.containsKey("node.id")) {
      format(directory.resolve("kafka"), Integer.parseInt(settings.get("node.id")));
    }
    var broker = started(directory, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    broker
        .failure()
        .thenAccept(
            why -> {
              System.out.println(why.getMessage());
              Runtime.getRuntime().halt(1);
            });
    Thread.sleep(Duration.ofDays(1).toMillis());
  }

  /** What Kafka says, which waits for the handlers of a Quarkus application otherwise. */
  private static void logToConsole() {
    var console = new ConsoleHandler(new PatternFormatter("%d{HH:mm:ss,SSS} %-5p [%c{1}] %s%e%n"));
    console.setLevel(Level.INFO);
    InitialConfigurator.DELAYED_HANDLER.setHandlers(new Handler[] {console});
  }

  /** What Kafka leaves running where it cannot start would keep the process. */
  private static EmbeddedBroker started(Path directory, Map<String, String> settings) {
    try {
      return EmbeddedBroker.start(directory, settings);
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
      throw new IllegalStateException(e);
    }
  }

  /** As a member of the cluster, if it is new. */
  private static void format(Path log, int node) throws Exception {
    if (Files.exists(log.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(log);
    new Formatter()
        .setPrintStream(System.out)
        .setNodeId(node)
        .setClusterId(CLUSTER)
        .setControllerListenerName("CONTROLLER")
        .setMetadataLogDirectory(log.toString())
        .addDirectory(log.toString())
        .run();
  }
}
