package org.descent.standalone.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.End;
import org.descent.experiment.results.DocumentDifference;
import org.descent.experiment.results.ExperimentComparison;
import org.descent.experiment.results.ExperimentComparison.Couple;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.results.ExperimentStatus;
import org.descent.experiment.results.State;
import org.descent.transport.Events;

/** A control that answers from memory and remembers what it was asked. */
final class FakeControl implements AutoCloseable {
  private final HttpServer server;
  private final List<ExperimentStatus> known = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Claim> claims = new ArrayList<>();
  private final List<String> queries = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private String token = "";
  private State becomes = State.RUNNING;

  FakeControl() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Knows an experiment of two trials, of which one converges once it is complete. */
  FakeControl with(String name, State state) {
    known.add(status(name, state));
    return this;
  }

  /** One that is complete, in the archive, with these tags. */
  FakeControl noted(String name, List<String> tags) {
    known.add(status(name, State.COMPLETE).noted(tags, "", true));
    return this;
  }

  /** What is handed in is at once this. */
  FakeControl answeringWith(State state) {
    becomes = state;
    return this;
  }

  /** Answers 401 unless this token is shown. */
  FakeControl requiring(String token) {
    this.token = token;
    return this;
  }

  /** Method and path of every request so far. */
  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  /** The queries of requests that had one so far. */
  synchronized List<String> queries() {
    return List.copyOf(queries);
  }

  /** What was asked for in extensions so far. */
  synchronized List<String> bodies() {
    return List.copyOf(bodies);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    var request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    requests.add(request);
    if (exchange.getRequestURI().getQuery() != null) {
      queries.add(exchange.getRequestURI().getQuery());
    }
    var body = exchange.getRequestBody().readAllBytes();
    var shown = exchange.getRequestHeaders().getFirst("Authorization");
    if (!token.isEmpty() && !("Bearer " + token).equals(shown)) {
      send(exchange, 401, Map.of("title", "a token is needed", "problems", List.of()));
    } else if (request.equals("GET /api/experiments")) {
      send(exchange, 200, known);
    } else if (request.equals("POST /api/experiments")) {
      known.add(status("xor", becomes));
      send(exchange, 201, status("xor", State.SUBMITTED));
    } else if (request.equals("GET /api/comparison")) {
      send(exchange, 200, comparison());
    } else if (request.endsWith("/results")) {
      send(exchange, 200, result(request));
    } else if (request.endsWith("/curves.csv")) {
      send(exchange, 200, "");
    } else if (request.equals("GET /api/figures")) {
      send(exchange, 200, Map.of());
    } else if (request.equals("GET /reports")) {
      send(exchange, 200, "");
    } else if (request.startsWith("DELETE ")) {
      send(exchange, 200, "");
    } else if (request.endsWith("/extend") || request.endsWith("/fork")) {
      bodies.add(new String(body, StandardCharsets.UTF_8));
      known.add(extended());
      send(exchange, 201, extended());
    } else if (request.endsWith("/note")) {
      bodies.add(new String(body, StandardCharsets.UTF_8));
      send(
          exchange,
          200,
          status("xor", State.COMPLETE).noted(List.of("slow"), "as in figure 3", true));
    } else if (request.endsWith("/pause")) {
      send(exchange, 202, status("xor", State.PAUSED));
    } else if (request.endsWith("/resume")) {
      send(exchange, 202, status("xor", State.RUNNING));
    } else if (request.endsWith("/cancel")) {
      send(exchange, 202, status("xor", State.CANCELLED));
    } else {
      send(exchange, 404, Map.of("title", "there is nothing here", "problems", List.of()));
    }
  }

  /** The experiment that xor becomes when it is extended: both of its trials are taken over. */
  private static ExperimentStatus extended() {
    return new ExperimentStatus(
        "xor-extended",
        "xor-extended",
        0,
        "xor",
        "xor",
        State.RUNNING,
        "",
        40,
        2,
        Map.of(),
        700,
        20000,
        true,
        0,
        "xor-0123456789abcdef",
        2,
        "",
        List.of(),
        "",
        false);
  }

  /** One in which the second needs half the iterations of the first. */
  private static ExperimentComparison comparison() {
    return new ExperimentComparison(
        "xor-0123456789abcdef",
        "wide-0123456789abcdef",
        List.of(
            new DocumentDifference("network.layers[0].dense.units", "2", "4"),
            new DocumentDifference("loss", null, "l2")),
        1,
        List.of(
            new Couple(
                0,
                "xor",
                0,
                "wide",
                8,
                8,
                0,
                0.5,
                0.25,
                0.75,
                "× 0.50",
                "95 % 0.25 – 0.75",
                0.0078)));
  }

  private ExperimentResult result(String request) {
    var status =
        known.stream().filter(one -> request.contains(one.experiment())).findFirst().orElseThrow();
    return new ExperimentResult(
        status.experiment(),
        status.name(),
        status.title(),
        status.state(),
        status.reason().isEmpty() ? null : status.reason(),
        null,
        List.of(),
        claims);
  }

  /** What results say of a claim. */
  FakeControl claiming(String statement, Verdict verdict) {
    claims.add(new Claim("id", statement, verdict, "some evidence"));
    return this;
  }

  private static void send(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = Events.json().writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static ExperimentStatus status(String name, State state) {
    boolean complete = state == State.COMPLETE;
    var ends = new EnumMap<End, Integer>(End.class);
    if (complete) {
      ends.put(End.CONVERGED, 1);
      ends.put(End.EXHAUSTED, 1);
    }
    return new ExperimentStatus(
        name + "-0123456789abcdef",
        name + "-0123456789abcdef",
        0,
        name,
        name,
        state,
        state == State.REJECTED ? "there is no file e.csv" : "",
        2,
        complete ? 2 : 0,
        ends,
        complete ? 700 : 0,
        1000,
        complete,
        0,
        "",
        0,
        "",
        List.of(),
        "",
        false);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
