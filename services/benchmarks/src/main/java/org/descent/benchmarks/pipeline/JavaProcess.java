package org.descent.benchmarks.pipeline;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.descent.standalone.broker.FreePort;
import org.descent.standalone.pipeline.ControlClient;

/** A part of the pipeline in a JVM of its own, as it would run on its own machine. */
public final class JavaProcess implements AutoCloseable {
  /** System property: the folder where each process leaves a recording of Java Flight Recorder. */
  public static final String RECORDINGS = "descent.bench.recordings";

  private static final Duration START = Duration.ofSeconds(120);

  private final String name;
  private final int port;
  private final Path log;
  private final Process process;

  private JavaProcess(String name, int port, Path log, Process process) {
    this.name = name;
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts the application of {@code services/module}; what it says goes to a file in {@code logs}.
   *
   * @param settings become system properties
   * @param arguments of its command line, given its port
   */
  static JavaProcess application(
      String module, Path logs, Map<String, String> settings, IntFunction<List<String>> arguments)
      throws IOException {
    var jar = Home.resolve("services/" + module + "/target/quarkus-app/quarkus-run.jar");
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: mvn package -DskipTests");
    }
    int port = FreePort.next();
    var command = new ArrayList<>(List.of("-jar", jar.toString()));
    command.addAll(arguments.apply(port));
    return start(module, port, logs, settings, command);
  }

  /** Starts the main method of {@code type} on the class path of this process. */
  static JavaProcess main(String name, Class<?> type, Path logs, String argument)
      throws IOException {
    var command = List.of("-cp", System.getProperty("java.class.path"), type.getName(), argument);
    return start(name, FreePort.next(), logs, Map.of(), command);
  }

  private static JavaProcess start(
      String name, int port, Path logs, Map<String, String> settings, List<String> what)
      throws IOException {
    var log = logs.resolve(name + "-" + port + ".log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the launcher starts them.
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseParallelGC", "-XX:MaxRAMPercentage=25"));
    command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.add("-Dquarkus.http.host=127.0.0.1");
    command.add("-Dquarkus.http.port=" + port);
    var recordings = System.getProperty(RECORDINGS, "");
    if (!recordings.isEmpty()) {
      var file = Path.of(recordings).resolve(name + "-" + port + ".jfr").toAbsolutePath();
      command.add("-XX:StartFlightRecording=settings=profile,filename=" + file);
    }
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(what);
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    return new JavaProcess(name, port, log, builder.start());
  }

  String name() {
    return name;
  }

  /** Processor time it has used, in seconds. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) * 1e-9;
  }

  ControlClient control() {
    return new ControlClient(uri());
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Waits until the application says that it is ready. */
  JavaProcess awaitReady() throws IOException {
    var health = control();
    await(health::ready);
    return this;
  }

  /** Waits until {@code condition} holds. */
  void await(Condition condition) throws IOException {
    long deadline = System.nanoTime() + START.toNanos();
    while (!condition.holds()) {
      if (!process.isAlive()) {
        throw new IOException(name + " has exited: " + tail());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(name + " was not ready after " + START.toSeconds() + " s: " + tail());
      }
      Waiting.millis(50);
    }
  }

  /** What may come to hold. */
  interface Condition {
    boolean holds() throws IOException;
  }

  /** SIGTERM, as an orderly stop does it; SIGKILL if that takes too long. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String tail() throws IOException {
    var text = Files.readString(log);
    return text.substring(Math.max(0, text.length() - 2000));
  }
}
