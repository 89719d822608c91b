package org.descent.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.descent.experiment.Experiment;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.Setting;

/** The REST API of a control process, as a client without Descent's own client would use it. */
record Control(ServiceProcess process) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads an experiment file as the command line does. */
  static List<Experiment> read(Path file, String... settings) {
    return ExperimentReader.files(
        List.of(file), java.util.Arrays.stream(settings).map(Setting::parse).toList());
  }

  /** Submits and returns the experiment's id. */
  String submit(Experiment experiment) {
    try {
      var response = post("/api/experiments", JSON.writeValueAsString(experiment.document()));
      if (response.statusCode() / 100 != 2) {
        throw new AssertionError("submit: " + response.statusCode() + " " + response.body());
      }
      return JSON.readTree(response.body()).path("experiment").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> post(String path, String json) {
    return send(
        HttpRequest.newBuilder(process.uri(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build());
  }

  JsonNode status(String experiment) {
    return get("/api/experiments/" + experiment);
  }

  JsonNode results(String experiment) {
    return get("/api/experiments/" + experiment + "/results");
  }

  /** Waits until every trial of {@code experiment} has ended and all of its curves have arrived. */
  JsonNode awaitComplete(String experiment) {
    Eventually.holds(
        () -> experiment + " complete: " + status(experiment),
        () -> {
          var status = status(experiment);
          return status.path("state").asText().equals("complete")
              && status.path("curvesComplete").asBoolean();
        });
    return results(experiment);
  }

  JsonNode get(String path) {
    try {
      return JSON.readTree(text(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String path) {
    var response =
        send(HttpRequest.newBuilder(process.uri(path)).timeout(Eventually.LIMIT).build());
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
