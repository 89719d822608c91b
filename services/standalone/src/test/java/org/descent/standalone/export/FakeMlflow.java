package org.descent.standalone.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tracking server of MLflow that keeps its runs in memory, and refuses what the real one would.
 */
final class FakeMlflow implements AutoCloseable {
  private static final int MOST_AT_ONCE = 1000;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final List<String> experiments = new ArrayList<>();
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private int breaksAfter = Integer.MAX_VALUE;

  /** What has been told of a run. */
  static final class Run {
    final String experiment;
    final Map<String, String> tags = new LinkedHashMap<>();
    final Map<String, String> parameters = new LinkedHashMap<>();
    final List<JsonNode> metrics = new ArrayList<>();
    String status = "RUNNING";

    Run(String experiment) {
      this.experiment = experiment;
    }

    List<JsonNode> metric(String key) {
      return metrics.stream().filter(m -> m.path("key").asText().equals(key)).toList();
    }
  }

  FakeMlflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/api/2.0/mlflow/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  List<String> experiments() {
    return experiments;
  }

  List<Run> runs() {
    return List.copyOf(runs.values());
  }

  /** So many batches are taken, and then no more. */
  void breakAfter(int batches) {
    breaksAfter = batches;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath().replace("/api/2.0/mlflow/", "");
    var text = exchange.getRequestBody().readAllBytes();
    var body = text.length == 0 ? json.createObjectNode() : json.readTree(text);
    var answer = json.createObjectNode();
    int status =
        switch (path) {
          case "experiments/get-by-name" -> byName(exchange.getRequestURI(), answer);
          case "experiments/create" -> create(body, answer);
          case "runs/search" -> search(body, answer);
          case "runs/create" -> begin(body, answer);
          case "runs/log-batch" -> log(body, answer);
          case "runs/update" -> {
            runs.get(body.path("run_id").asText()).status = body.path("status").asText();
            yield 200;
          }
          case "runs/delete" -> {
            runs.remove(body.path("run_id").asText());
            yield 200;
          }
          default -> 404;
        };
    var bytes = json.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private int byName(URI uri, ObjectNode answer) {
    int index = experiments.indexOf(uri.getQuery().replace("experiment_name=", ""));
    if (index < 0) {
      answer.put("error_code", "RESOURCE_DOES_NOT_EXIST");
      return 404;
    }
    answer.putObject("experiment").put("experiment_id", String.valueOf(index));
    return 200;
  }

  private int create(JsonNode body, ObjectNode answer) {
    experiments.add(body.path("name").asText());
    answer.put("experiment_id", String.valueOf(experiments.size() - 1));
    return 200;
  }

  /** A run a page, so that all pages have to be read. */
  private int search(JsonNode body, ObjectNode answer) {
    var wanted = body.at("/experiment_ids/0").asText();
    var found =
        runs.entrySet().stream().filter(r -> r.getValue().experiment.equals(wanted)).toList();
    int page = body.path("page_token").asInt(0);
    if (page < found.size()) {
      var run = answer.putArray("runs").addObject();
      run.putObject("info")
          .put("run_id", found.get(page).getKey())
          .put("status", found.get(page).getValue().status);
      var tags = run.putObject("data").putArray("tags");
      found
          .get(page)
          .getValue()
          .tags
          .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    }
    if (page + 1 < found.size()) {
      answer.put("next_page_token", String.valueOf(page + 1));
    }
    return 200;
  }

  private int begin(JsonNode body, ObjectNode answer) {
    var id = "run" + runs.size() + "-" + System.nanoTime();
    var run = new Run(body.path("experiment_id").asText());
    body.path("tags").forEach(t -> run.tags.put(t.path("key").asText(), t.path("value").asText()));
    runs.put(id, run);
    answer.putObject("run").putObject("info").put("run_id", id);
    return 200;
  }

  private int log(JsonNode body, ObjectNode answer) {
    if (breaksAfter-- <= 0) {
      answer.put("message", "the database is locked");
      return 500;
    }
    if (body.path("metrics").size() > MOST_AT_ONCE) {
      answer.put("message", "too many metrics at once");
      return 400;
    }
    var run = runs.get(body.path("run_id").asText());
    body.path("metrics").forEach(run.metrics::add);
    body.path("params")
        .forEach(p -> run.parameters.put(p.path("key").asText(), p.path("value").asText()));
    return 200;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
