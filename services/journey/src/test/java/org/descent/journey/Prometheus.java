package org.descent.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.descent.standalone.broker.FreePort;

/** A real Prometheus with the deployment's rules, which scrapes processes every second. */
final class Prometheus implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Path RULES =
      Path.of("../../deploy/prometheus/rules.yml").toAbsolutePath().normalize();

  private final Process process;
  private final URI address;

  private Prometheus(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** One series of an answer. */
  record Series(Map<String, String> labels, double value) {}

  /** Whether there is a program of this name on the PATH. */
  static boolean there(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> new File(folder, program).canExecute());
  }

  /** Starts in {@code directory} and scrapes {@code jobs} under their names. */
  static Prometheus scraping(Path directory, Map<String, ServiceProcess> jobs) {
    var targets =
        new TreeMap<>(jobs)
            .entrySet().stream()
                .map(
                    job ->
                        """
                          - job_name: %s
                            metrics_path: /q/metrics
                            static_configs:
                              - targets: ["%s"]
                        """
                            .formatted(job.getKey(), job.getValue().uri("/").getAuthority()))
                .collect(Collectors.joining());
    try {
      var configuration = directory.resolve("prometheus.yml");
      var text =
          """
          global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
          rule_files: ["%s"]
          scrape_configs:
          """;
      Files.writeString(configuration, text.formatted(RULES) + targets);
      int port = FreePort.next();
      var process =
          new ProcessBuilder(
                  "prometheus",
                  "--config.file=" + configuration,
                  "--storage.tsdb.path=" + directory.resolve("prometheus"),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("prometheus.log").toFile())
              .start();
      return new Prometheus(process, URI.create("http://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI address() {
    return address;
  }

  /** Waits until it has seen every one of {@code jobs} jobs. */
  void awaitScraping(int jobs) {
    Eventually.holds(
        () -> "Prometheus has scraped " + jobs + " jobs",
        () -> {
          try {
            return ask("sum(up)").stream().anyMatch(sum -> sum.value() == jobs);
          } catch (UncheckedIOException notYet) {
            return false;
          }
        });
  }

  /** What an instant query finds now. */
  List<Series> ask(String expression) {
    var query = "?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    var request = HttpRequest.newBuilder(address.resolve("/api/v1/query" + query)).build();
    try {
      var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 503) {
        return List.of(); // it has just been started
      }
      if (answer.statusCode() != 200) {
        throw new AssertionError(expression + ": " + answer.body());
      }
      var result = JSON.readTree(answer.body()).path("data").path("result");
      return StreamSupport.stream(result.spliterator(), false).map(Prometheus::series).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Series series(JsonNode found) {
    var labels = new TreeMap<String, String>();
    found.get("metric").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
    return new Series(labels, found.get("value").get(1).asDouble());
  }

  @Override
  public void close() {
    Processes.stop(process);
  }
}
