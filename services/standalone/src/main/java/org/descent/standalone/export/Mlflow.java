package org.descent.standalone.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tracking server of MLflow, by its REST API 2.0. */
final class Mlflow {
  private static final String API = "/api/2.0/mlflow/";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String NOT_THERE = "RESOURCE_DOES_NOT_EXIST";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final String base;

  Mlflow(URI base) throws MlflowFailure {
    if (base.getHost() == null || !List.of("http", "https").contains(base.getScheme())) {
      throw new MlflowFailure("MLflow at " + base + ", expected http://HOST:PORT");
    }
    this.base = base.toString().replaceFirst("/+$", "");
  }

  /** What the server answers to {@code body} at {@code path}. */
  JsonNode post(String path, Map<String, ?> body) throws IOException {
    return answered(path, body).orElseThrow(() -> new MlflowFailure(base + " knows no " + path));
  }

  /** The same; empty if what is asked for is not there. */
  Optional<JsonNode> find(String path) throws IOException {
    return answered(path, null);
  }

  private Optional<JsonNode> answered(String path, Map<String, ?> body) throws IOException {
    var builder = HttpRequest.newBuilder(URI.create(base + API + path)).timeout(PATIENCE);
    var request =
        body == null
            ? builder.build()
            : builder
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                .build();
    var response = send(request);
    var tree = tree(response);
    if (response.statusCode() == 404 && tree.path("error_code").asText().equals(NOT_THERE)) {
      return Optional.empty();
    }
    if (response.statusCode() != 200) {
      var said = tree.path("message").asText("");
      throw new MlflowFailure(
          request.uri()
              + " answered "
              + response.statusCode()
              + (said.isEmpty() ? "" : ": " + said));
    }
    return Optional.of(tree);
  }

  private JsonNode tree(HttpResponse<String> response) throws MlflowFailure {
    try {
      return json.readTree(response.body());
    } catch (IOException e) {
      throw new MlflowFailure(response.uri() + " does not answer as MLflow does");
    }
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (ConnectException | HttpTimeoutException e) {
      throw new MlflowFailure("no MLflow answers at " + base);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + request.uri(), e);
    }
  }
}
