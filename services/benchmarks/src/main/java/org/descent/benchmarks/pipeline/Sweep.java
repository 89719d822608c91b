package org.descent.benchmarks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Part 2's network from many seeds, without a target: every trial takes its whole budget. The same
 * work as the engine's cohort of as many trials.
 */
public record Sweep(int trials, int iterations) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final long POLL_MILLIS = 40;

  /**
   * A sweep that is over.
   *
   * @param seconds from handing it in until control knows the last evaluation
   * @param curvesSeconds the same until control has all of every curve
   * @param cpuSeconds processor time in {@code curvesSeconds}, by process
   */
  public record Run(double seconds, double curvesSeconds, Map<String, Double> cpuSeconds) {}

  /** Hands it in under {@code name}, which nobody has used before, and waits until it is over. */
  public Run run(RunningPipeline pipeline, String name) throws IOException {
    var before = pipeline.cpuSeconds();
    long start = System.nanoTime();
    var experiment = submit(pipeline.control(), document(name)).path("experiment").asText();
    var status = pipeline.control().resolve("/api/experiments/" + experiment);
    double seconds = 0;
    while (true) {
      var now = get(status);
      double elapsed = (System.nanoTime() - start) * 1e-9;
      boolean complete = now.path("state").asText().equals("complete");
      if (complete && seconds == 0) {
        seconds = elapsed;
      }
      if (complete && now.path("curvesComplete").asBoolean()) {
        requireWhole(now);
        return new Run(seconds, elapsed, spent(before, pipeline.cpuSeconds()));
      }
      if (elapsed > LIMIT.toSeconds()) {
        throw new IOException(name + " is not over after " + LIMIT + ": " + now);
      }
      Waiting.millis(POLL_MILLIS);
    }
  }

  /** The experiment as it is handed in. */
  String document(String name) {
    return """
        {
          "apiVersion": "descent/v1",
          "kind": "Experiment",
          "name": "%s",
          "data": {"random": {"images": 64, "side": 4, "positives": 11, "seed": 1}},
          "network": {
            "activation": "relu",
            "layers": ["flatten", {"dense": {"units": 4}}],
            "heads": ["binary"]
          },
          "loss": "cross-entropy",
          "optimiser": {"sgd": {"learningRate": 0.1}},
          "budget": %d,
          "target": "none",
          "seeds": %d
        }
        """
        .formatted(name, iterations, trials);
  }

  private void requireWhole(JsonNode status) throws IOException {
    long expected = (long) trials * iterations;
    if (status.path("ends").path("exhausted").asInt() != trials
        || status.path("iterations").asLong() != expected) {
      throw new IOException("expected " + expected + " iterations and no trouble: " + status);
    }
  }

  private static Map<String, Double> spent(Map<String, Double> before, Map<String, Double> after) {
    var spent = new TreeMap<String, Double>();
    after.forEach((name, seconds) -> spent.put(name, seconds - before.getOrDefault(name, 0.0)));
    return spent;
  }

  private static JsonNode submit(URI control, String document) throws IOException {
    return send(
        HttpRequest.newBuilder(control.resolve("/api/experiments"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(document))
            .build());
  }

  private static JsonNode get(URI uri) throws IOException {
    return send(HttpRequest.newBuilder(uri).build());
  }

  private static JsonNode send(HttpRequest request) throws IOException {
    try {
      var response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new IOException(
            request.uri() + ": " + response.statusCode() + " " + response.body().strip());
      }
      return JSON.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + request.uri(), e);
    }
  }
}
