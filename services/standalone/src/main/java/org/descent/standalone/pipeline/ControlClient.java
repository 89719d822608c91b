package org.descent.standalone.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.spec.InvalidExperiment;
import org.descent.experiment.spec.Problem;
import org.descent.transport.Events;

/** Control as the command line knows it: its REST interface. */
public final class ControlClient {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ObjectMapper json = Events.json();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI base;

  /**
   * Control at {@code base}.
   *
   * @param base for example {@code http://127.0.0.1:8080}
   */
  public ControlClient(URI base) {
    this.base = base;
  }

  /** Whether control, and everything that runs with it, says that it is ready. */
  public boolean ready() {
    try {
      return send(get("/q/health/ready"), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Hands an experiment in; it makes no difference if it is known already.
   *
   * @throws InvalidExperiment if control does not accept it
   */
  public ExperimentStatus submit(Map<String, Object> document) throws IOException {
    var request =
        request("/api/experiments")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(document)))
            .build();
    var response = send(request, BodyHandlers.ofString());
    if (response.statusCode() == 400 || response.statusCode() == 413) {
      throw refusal(response.body());
    }
    return json.readValue(ok(response), ExperimentStatus.class);
  }

  /** Every experiment that control knows. */
  public List<ExperimentStatus> experiments() throws IOException {
    var response = send(get("/api/experiments"), BodyHandlers.ofString());
    return json.readValue(ok(response), new TypeReference<List<ExperimentStatus>>() {});
  }

  /** Asks for the rest of an experiment not to be trained. */
  public void cancel(String experiment) throws IOException {
    var path = "/api/experiments/" + encoded(experiment) + "/cancel";
    var request = request(path).POST(HttpRequest.BodyPublishers.noBody()).build();
    ok(send(request, BodyHandlers.ofString()));
  }

  /** What an experiment has come to so far. */
  public ExperimentResult result(String experiment) throws IOException {
    var path = "/api/experiments/" + encoded(experiment) + "/results";
    return json.readValue(ok(send(get(path), BodyHandlers.ofString())), ExperimentResult.class);
  }

  /** Writes an experiment's curves to {@code file}, which appears when they are all there. */
  public void curves(String experiment, Path file) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".part");
    var path = "/api/experiments/" + encoded(experiment) + "/curves.csv";
    // No time limit: they may be gigabytes.
    var request = HttpRequest.newBuilder(base.resolve(path)).GET().build();
    var response = send(request, BodyHandlers.ofFile(draft));
    if (response.statusCode() != 200) {
      var body = Files.readString(draft);
      Files.delete(draft);
      throw unexpected(response.uri(), response.statusCode(), body);
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private InvalidExperiment refusal(String body) {
    var problems = new java.util.ArrayList<Problem>();
    try {
      var tree = json.readTree(body);
      for (var problem : tree.path("problems")) {
        problems.add(json.treeToValue(problem, Problem.class));
      }
      if (problems.isEmpty()) {
        problems.add(new Problem("", 0, "", tree.path("title").asText("control refuses it")));
      }
    } catch (JsonProcessingException e) {
      problems.add(new Problem("", 0, "", "control refuses it: " + body));
    }
    return new InvalidExperiment(problems);
  }

  private HttpRequest get(String path) {
    return request(path).GET().build();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Accept", "application/json");
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
    try {
      return http.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + request.uri(), e);
    }
  }

  private static String ok(HttpResponse<String> response) throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw unexpected(response.uri(), response.statusCode(), response.body());
    }
    return response.body();
  }

  private static IOException unexpected(URI uri, int status, String body) {
    var start = body.strip().lines().findFirst().orElse("");
    return new IOException(uri + " answered " + status + (start.isEmpty() ? "" : ": " + start));
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
