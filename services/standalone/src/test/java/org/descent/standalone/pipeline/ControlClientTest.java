package org.descent.standalone.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What control's health says, as the services put it. */
class ControlClientTest {
  private HttpServer server;
  private int status;
  private String body;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/q/health/live",
        exchange -> {
          var bytes = body.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void whileAllIsWellThereIsNoTrouble() throws IOException {
    answer(200, "{'status': 'UP', 'checks': [{'name': 'services', 'status': 'UP'}]}");

    assertThat(control().trouble()).isEmpty();
  }

  @Test
  void whatHasBrokenIsToldWithItsReason() throws IOException {
    answer(
        503,
        "{'status': 'DOWN', 'checks': [{'name': 'a', 'status': 'UP', 'data': {'x': 'fine'}},"
            + "{'name': 'services', 'status': 'DOWN', 'data': {'trainer': 'no memory'}}]}");

    assertThat(control().trouble()).contains("trainer: no memory");
  }

  @Test
  void aChannelThatHasFailedIsTold() throws IOException {
    answer(
        503,
        "{'status': 'DOWN', 'checks': [{'name': 'channels', 'status': 'DOWN', 'data':"
            + " {'controlCohorts': '[OK]', 'trainerCohorts': '[KO] - Java heap space'}}]}");

    assertThat(control().trouble()).contains("trainerCohorts: Java heap space");
  }

  @Test
  void whoSaysNothingElseIsBelievedAllTheSame() throws IOException {
    answer(503, "{'status': 'DOWN', 'checks': [{'name': 'x', 'status': 'DOWN'}]}");
    assertThat(control().trouble()).contains("control answers 503 when asked if it is alive");

    answer(500, "oops");
    assertThat(control().trouble()).contains("control answers 500 when asked if it is alive");
  }

  private void answer(int status, String json) {
    this.status = status;
    this.body = json.replace('\'', '"');
  }

  private ControlClient control() {
    return new ControlClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }
}
