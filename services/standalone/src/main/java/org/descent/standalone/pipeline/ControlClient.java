package org.descent.standalone.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.experiment.results.ExperimentComparison;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.spec.Extension;
import org.descent.experiment.spec.Forking;
import org.descent.experiment.spec.InvalidExperiment;
import org.descent.experiment.spec.Problem;
import org.descent.transport.Events;

/** Control as the command line knows it: its REST interface. */
public final class ControlClient implements ResultSource {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ObjectMapper json = Events.json();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String base;
  private final String token;

  /**
   * Control at {@code base}.
   *
   * @param base for example {@code http://127.0.0.1:8080}
   */
  public ControlClient(URI base) {
    this(base, "");
  }

  /**
   * Control at {@code base}, behind something that asks for a bearer token.
   *
   * @param token empty for none
   */
  public ControlClient(URI base, String token) {
    this.base = base.toString().replaceFirst("/+$", "");
    this.token = token;
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
   * What control, or a service that runs with it, says is broken for good, in one line; empty while
   * nothing is.
   */
  Optional<String> trouble() throws IOException {
    var response = send(get("/q/health/live"), BodyHandlers.ofString());
    if (response.statusCode() == 200) {
      return Optional.empty();
    }
    return Optional.of(
        why(response.body())
            .orElse("control answers " + response.statusCode() + " when asked if it is alive"));
  }

  /** The first reason in an answer of /q/health; those of our own come before the channels'. */
  private Optional<String> why(String health) {
    try {
      var checks = new ArrayList<JsonNode>();
      json.readTree(health).path("checks").forEach(checks::add);
      checks.sort(Comparator.comparing(check -> !check.path("name").asText().equals("services")));
      for (var check : checks) {
        for (var reason : check.path("data").properties()) {
          var text = reason.getValue().asText();
          boolean fine = text.startsWith("[OK]"); // as channels say it
          if (check.path("status").asText().equals("DOWN") && !fine) {
            return Optional.of(reason.getKey() + ": " + text.replaceFirst("^\\[KO\\]( - )?", ""));
          }
        }
      }
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /**
   * Hands an experiment in; it makes no difference if it is known already.
   *
   * @throws InvalidExperiment if control does not accept it
   */
  public ExperimentStatus submit(Map<String, Object> document) throws IOException {
    return handedIn("/api/experiments", document);
  }

  /**
   * Hands in a search that tries first what another one has found.
   *
   * @param from the other one's id
   * @throws InvalidExperiment if control does not accept it
   */
  public ExperimentStatus submit(Map<String, Object> document, String from) throws IOException {
    return handedIn("/api/experiments?start-from=" + encoded(from), document);
  }

  /**
   * Asks for more of {@code experiment} (id), which becomes an experiment of its own.
   *
   * @throws InvalidExperiment if it cannot have more of that
   */
  public ExperimentStatus extend(String experiment, Extension extension) throws IOException {
    return handedIn("/api/experiments/" + encoded(experiment) + "/extend", extension);
  }

  /**
   * Has the trials of an experiment go on otherwise from some iteration on.
   *
   * @return the new experiment as control knows it
   * @throws InvalidExperiment if control refuses that, in its words
   */
  public ExperimentStatus fork(String experiment, Forking forking) throws IOException {
    return handedIn("/api/experiments/" + encoded(experiment) + "/fork", forking);
  }

  private ExperimentStatus handedIn(String path, Object body) throws IOException {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
            .build();
    var response = send(request, BodyHandlers.ofString());
    if (response.statusCode() == 400 || response.statusCode() == 413) {
      throw refusal(response.body());
    }
    return value(response, new TypeReference<ExperimentStatus>() {});
  }

  @Override
  public List<ExperimentStatus> experiments() throws IOException {
    var response = send(get("/api/experiments"), BodyHandlers.ofString());
    return value(response, new TypeReference<List<ExperimentStatus>>() {});
  }

  /** Asks for the rest of an experiment not to be trained. */
  public void cancel(String experiment) throws IOException {
    ask(experiment, "cancel");
  }

  /** Deletes an experiment that is over. */
  public void delete(String experiment) throws IOException {
    var request = request("/api/experiments/" + encoded(experiment)).DELETE().build();
    body(send(request, BodyHandlers.ofString()));
  }

  /** Lets an experiment rest. */
  public void pause(String experiment) throws IOException {
    ask(experiment, "pause");
  }

  /** Lets an experiment that rests go on. */
  public void resume(String experiment) throws IOException {
    ask(experiment, "resume");
  }

  /**
   * Has something said of an experiment.
   *
   * @param remark {@code tags}, {@code note} and {@code archived}; what is left out stays
   */
  public ExperimentStatus note(String experiment, Map<String, Object> remark) throws IOException {
    return handedIn("/api/experiments/" + encoded(experiment) + "/note", remark);
  }

  /** Asks for the trials of an experiment that failed to be trained again. */
  public void rerun(String experiment) throws IOException {
    ask(experiment, "rerun");
  }

  private void ask(String experiment, String what) throws IOException {
    var path = "/api/experiments/" + encoded(experiment) + "/" + what;
    var request = request(path).POST(HttpRequest.BodyPublishers.noBody()).build();
    body(send(request, BodyHandlers.ofString()));
  }

  @Override
  public ExperimentResult result(String experiment) throws IOException {
    var path = "/api/experiments/" + encoded(experiment) + "/results";
    var response = send(get(path), BodyHandlers.ofString());
    return value(response, new TypeReference<ExperimentResult>() {});
  }

  /** Two experiments (ids) beside each other. */
  public ExperimentComparison comparison(String first, String second) throws IOException {
    var path = "/api/comparison?first=" + encoded(first) + "&second=" + encoded(second);
    var response = send(get(path), BodyHandlers.ofString());
    return value(response, new TypeReference<ExperimentComparison>() {});
  }

  @Override
  public void curves(String experiment, Path file) throws IOException {
    fetch("/api/experiments/" + encoded(experiment) + "/curves.csv", file);
  }

  @Override
  public void curvesParquet(String experiment, Path file) throws IOException {
    fetch("/api/experiments/" + encoded(experiment) + "/curves.parquet", file);
  }

  @Override
  public void landscapes(String experiment, Path file) throws IOException {
    fetch("/api/experiments/" + encoded(experiment) + "/landscapes.csv", file);
  }

  private void fetch(String path, Path file) throws IOException {
    // No time limit: it may be gigabytes.
    var request = builder(path).GET().build();
    var response = send(request, BodyHandlers.ofFile(file));
    if (response.statusCode() != 200) {
      throw unexpected(response.uri(), response.statusCode(), Files.readString(file));
    }
  }

  @Override
  public String report(List<String> experiments, String title) throws IOException {
    var path =
        "/reports?experiments="
            + encoded(String.join(",", experiments))
            + "&title="
            + encoded(title);
    var request = builder(path).timeout(PATIENCE).GET().build();
    return body(send(request, BodyHandlers.ofString()));
  }

  @Override
  public Map<String, String> figures(List<String> experiments) throws IOException {
    var path = "/api/figures?experiments=" + encoded(String.join(",", experiments));
    var response = send(get(path), BodyHandlers.ofString());
    return value(response, new TypeReference<Map<String, String>>() {});
  }

  private InvalidExperiment refusal(String body) {
    var problems = new ArrayList<Problem>();
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
    return builder(path).timeout(PATIENCE).header("Accept", "application/json");
  }

  private HttpRequest.Builder builder(String path) {
    var builder = HttpRequest.newBuilder(URI.create(base + path));
    return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) throws IOException {
    try {
      return http.send(request, handler);
    } catch (ConnectException | HttpTimeoutException e) {
      throw new ControlUnreachable(base, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + request.uri(), e);
    }
  }

  private <T> T value(HttpResponse<String> response, TypeReference<T> type) throws ControlRefused {
    try {
      return json.readValue(body(response), type);
    } catch (JsonProcessingException e) {
      throw new ControlRefused(response.uri() + " does not answer as control does", 404);
    }
  }

  private String body(HttpResponse<String> response) throws ControlRefused {
    if (response.statusCode() / 100 != 2) {
      throw unexpected(response.uri(), response.statusCode(), response.body());
    }
    return response.body();
  }

  private ControlRefused unexpected(URI uri, int status, String body) {
    String reason;
    try {
      reason = json.readTree(body).path("title").asText("");
    } catch (JsonProcessingException e) {
      reason = body.strip().lines().findFirst().orElse("");
    }
    return new ControlRefused(
        uri + " answered " + status + (reason.isEmpty() ? "" : ": " + reason), status);
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
