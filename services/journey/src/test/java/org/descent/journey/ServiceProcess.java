package org.descent.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.standalone.broker.FreePort;

/** One service in a JVM of its own, as it would run on its own machine. */
final class ServiceProcess implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String module;
  private final int port;
  private final Path log;
  private final Process process;

  private ServiceProcess(String module, int port, Path log, Process process) {
    this.module = module;
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts {@code services/module} against a broker.
   *
   * @param settings become system properties
   * @param options of the JVM, which win
   */
  static ServiceProcess start(
      String module,
      String bootstrap,
      Path logs,
      Map<String, String> settings,
      List<String> options) {
    return start(module, bootstrap, logs, settings, options, Wrapping.NONE);
  }

  /** The same, started by and in {@code wrapping}. */
  static ServiceProcess start(
      String module,
      String bootstrap,
      Path logs,
      Map<String, String> settings,
      List<String> options,
      Wrapping wrapping) {
    return start(Path.of(".."), module, bootstrap, logs, settings, options, wrapping);
  }

  /** The same of another build, whose {@code services} are there. */
  static ServiceProcess start(
      Path services,
      String module,
      String bootstrap,
      Path logs,
      Map<String, String> settings,
      List<String> options,
      Wrapping wrapping) {
    var jar =
        services
            .resolve(Path.of(module, "target", "quarkus-app", "quarkus-run.jar"))
            .toAbsolutePath();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: build the reactor first (mvn verify)");
    }
    try {
      int port = FreePort.next();
      var log = logs.resolve(module + "-" + port + ".log");
      var command = new ArrayList<String>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1")); // as in the images
      command.addAll(options);
      if (Runtime.version().feature() >= 24) {
        command.add("--enable-native-access=ALL-UNNAMED");
      }
      command.add("-Dquarkus.http.host=127.0.0.1");
      command.add("-Dquarkus.http.port=" + port);
      command.add("-Dkafka.bootstrap.servers=" + bootstrap);
      // Where the machine is busy, Vert.x says with a stack trace that nothing was wrong but that.
      command.add("-Dquarkus.vertx.warning-exception-time=1h");
      settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
      command.addAll(List.of("-jar", jar.toString()));
      var builder = wrapping.of(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().put("TF_CPP_MIN_LOG_LEVEL", "2");
      return new ServiceProcess(module, port, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until the service says that it is ready. */
  ServiceProcess awaitReady() {
    Eventually.holds(
        () -> module + " ready; its log: " + tail(),
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(module + " has exited: " + tail());
          }
          return ready();
        });
    return this;
  }

  boolean ready() {
    try {
      return HTTP.send(
                  HttpRequest.newBuilder(uri("/q/health/ready"))
                      .timeout(Duration.ofSeconds(20))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** The value of a meter without labels, as Prometheus would see it. */
  double meter(String name) {
    try {
      var request = HttpRequest.newBuilder(uri("/q/metrics")).build();
      return HTTP.send(request, HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElseThrow(() -> new AssertionError(module + " has no meter " + name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Process process() {
    return process;
  }

  boolean alive() {
    return process.isAlive();
  }

  /** What it has logged so far. */
  String logged() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** kill -9: no shutdown hook, no goodbye to the broker. */
  void kill() {
    Processes.kill(process);
  }

  /** SIGTERM, as an orderly stop does it. */
  void stop() {
    process.destroy();
  }

  /** Stops it and waits; SIGKILL if that takes too long. */
  @Override
  public void close() {
    Processes.stop(process);
  }

  /** The exit code, once there is one. */
  int awaitExit() {
    return Processes.awaitExit(process, () -> module + "; its log: " + tail());
  }

  private String tail() {
    var text = logged();
    return text.substring(Math.max(0, text.length() - 3000));
  }
}
