package org.descent.control.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import org.descent.control.InMemoryChannels;
import org.descent.transport.Events;
import org.junit.jupiter.api.Test;

/** A control that asks for tokens. */
@QuarkusTest
@TestProfile(LoginTest.Closed.class)
@QuarkusTestResource(value = InMemoryChannels.class, restrictToAnnotatedClass = true)
class LoginTest {
  private static final String READ = "the-token-of-readers";
  private static final String WRITE = "the-token-of-writers";

  /** Nothing takes so long; what does hangs. */
  private static final int HANGS_MILLIS = 300_000;

  /** With two tokens. */
  public static class Closed implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "descent.tokens", "read:" + READ + ",write:" + WRITE, "descent.body-patience", "1s");
    }
  }

  @TestHTTPResource("/")
  URI root;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void withoutATokenThereIsThePageAndNothingToSeeOnIt() throws Exception {
    assertThat(get("", "").statusCode()).isEqualTo(200);
    assertThat(get("q/health/ready", "").statusCode()).isEqualTo(200);
    var refused = get("api/experiments", "");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate"))
        .contains("Bearer realm=\"descent\"");
    assertThat(Events.json().readTree(refused.body()).path("title").asText())
        .contains("asks for a token");
    for (var path :
        new String[] {"q/metrics", "q/openapi", "reports/x", "api/events", "js/../api"}) {
      assertThat(get(path, "").statusCode()).as(path).isEqualTo(401);
    }
  }

  @Test
  void aTokenOpensWhatItsRoleMayDo() throws Exception {
    assertThat(get("api/experiments", READ).statusCode()).isEqualTo(200);
    assertThat(get("q/metrics", READ).statusCode()).isEqualTo(200);
    assertThat(post("api/experiments/none/cancel", "", READ).statusCode()).isEqualTo(403);
    assertThat(post("api/experiments/none/cancel", "", WRITE).statusCode()).isEqualTo(404);
  }

  @Test
  void aBrowserLogsInOnceAndIsLetInByACookieThatScriptsCannotRead() throws Exception {
    var wrong = post("api/login", "{\"token\": \"" + READ + "!\"}", "");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();

    var right = post("api/login", "{\"token\": \"" + READ + "\"}", "");
    assertThat(right.statusCode()).isEqualTo(200);
    var cookie = right.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Lax");
    assertThat(cookie).doesNotContain(READ);

    var session = cookie.substring(0, cookie.indexOf(';'));
    var list = request("api/experiments").header("Cookie", session).build();
    assertThat(http.send(list, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    var standing = request("api/login").header("Cookie", session).build();
    assertThat(http.send(standing, BodyHandlers.ofString()).body())
        .isEqualTo("{\"open\":false,\"role\":\"read\"}");
    assertThat(get("api/login", "").body()).isEqualTo("{\"open\":false,\"role\":\"anybody\"}");
  }

  /** Each of so many would take a thread, if it had to wait. */
  @Test
  void whoeverSendsSlowlyHoldsUpNobodyAndIsNotWaitedForForEver() throws Exception {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 300; i++) {
        slow.add(begun(WRITE));
      }
      assertThat(get("api/experiments", READ).statusCode()).isEqualTo(200);
      assertThat(post("api/experiments/none/cancel", "", WRITE).statusCode()).isEqualTo(404);
      for (var socket : slow) {
        socket.setSoTimeout(HANGS_MILLIS);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
      }
    } finally {
      for (var socket : slow) {
        socket.close();
      }
    }
  }

  /** A request of which three bytes have come. */
  private Socket begun(String token) throws IOException {
    var socket = new Socket(root.getHost(), root.getPort());
    var head =
        "POST /api/experiments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Authorization: Bearer "
            + token
            + "\r\nContent-Length: 50000\r\n\r\n{\"a";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private HttpResponse<String> get(String path, String token) throws Exception {
    return http.send(shown(request(path), token).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body, String token) throws Exception {
    var request =
        shown(request(path), token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path));
  }

  private static HttpRequest.Builder shown(HttpRequest.Builder request, String token) {
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }
}
