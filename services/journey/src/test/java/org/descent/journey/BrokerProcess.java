package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.descent.standalone.broker.EmbeddedBroker;
import org.descent.standalone.broker.FreePort;

/** A broker in a JVM of its own, which can be killed and started again on the same ports. */
final class BrokerProcess {
  private final Path directory;
  private final Path log;
  private final int port;
  private final int controllerPort;
  private final int advertised;
  private Process process;

  /**
   * One that is not started yet.
   *
   * @param log what it prints
   * @param advertised the port that clients are told to go to
   */
  BrokerProcess(Path directory, Path log, int port, int advertised) throws IOException {
    this.directory = directory;
    this.log = log;
    this.port = port;
    this.controllerPort = FreePort.next();
    this.advertised = advertised;
  }

  /** Starts it on what it has left. */
  void start() {
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                BrokerProcess.class.getName(),
                directory.toString(),
                Integer.toString(port),
                Integer.toString(controllerPort),
                Integer.toString(advertised))
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

  /** The broker itself: directory, port, the controller's port, and the port to be told. */
  public static void main(String[] arguments) throws Exception {
    var broker =
        EmbeddedBroker.start(
            Path.of(arguments[0]),
            Map.of(
                "listeners",
                "CLIENTS://127.0.0.1:" + arguments[1] + ",CONTROLLER://127.0.0.1:" + arguments[2],
                "advertised.listeners",
                "CLIENTS://127.0.0.1:" + arguments[3],
                "controller.quorum.voters",
                "1@127.0.0.1:" + arguments[2]));
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
}
