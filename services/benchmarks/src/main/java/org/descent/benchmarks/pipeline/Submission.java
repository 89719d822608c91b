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

/** An experiment that is handed in at control and followed until it is over. */
public final class Submission {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * Of the time that seems to be left, how long to wait before asking again: asking is work, too.
   * With trials that end at fourteen or more different times, an experiment seems to have taken no
   * more than a hundredth longer than it did.
   */
  private static final double SHARE_BETWEEN_POLLS = 1 / 8.0;

  private static final long LEAST_MILLIS_BETWEEN_POLLS = 20;

  private final String document;

  private Submission(String document) {
    this.document = document;
  }

  /**
   * @param document an experiment in JSON
   */
  public static Submission of(String document) {
    return new Submission(document);
  }

  /**
   * @param document an experiment as its reader gives it
   */
  public static Submission of(Map<String, Object> document) throws IOException {
    return of(JSON.writeValueAsString(document));
  }

  /**
   * An experiment that is over.
   *
   * @param seconds from handing it in until control knows the last evaluation
   * @param curvesSeconds the same until control has all of every curve
   * @param cpuSeconds processor time in {@code curvesSeconds}, by process
   * @param end its status at the end
   */
  public record Run(
      double seconds, double curvesSeconds, Map<String, Double> cpuSeconds, JsonNode end) {}

  /** Hands it in and waits until it is over. */
  public Run run(RunningPipeline pipeline) throws IOException {
    var before = pipeline.cpuSeconds();
    long start = System.nanoTime();
    var experiment = submit(pipeline.control()).path("experiment").asText();
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
        return new Run(seconds, elapsed, spent(before, pipeline.cpuSeconds()), now);
      }
      if (elapsed > LIMIT.toSeconds()) {
        throw new IOException(experiment + " is not over after " + LIMIT + ": " + now);
      }
      double wait = SHARE_BETWEEN_POLLS * left(now, elapsed);
      Waiting.millis(Math.max(LEAST_MILLIS_BETWEEN_POLLS, (long) (1000 * wait)));
    }
  }

  /** Seconds that seem to be left, by the share of trials that have ended. */
  private static double left(JsonNode status, double elapsed) {
    double done = status.path("ended").asDouble() / Math.max(1, status.path("total").asInt());
    return elapsed * (1 - done) / Math.max(0.5, done);
  }

  private static Map<String, Double> spent(Map<String, Double> before, Map<String, Double> after) {
    var spent = new TreeMap<String, Double>();
    after.forEach((name, seconds) -> spent.put(name, seconds - before.getOrDefault(name, 0.0)));
    return spent;
  }

  private JsonNode submit(URI control) throws IOException {
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
