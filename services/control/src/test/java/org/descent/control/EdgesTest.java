package org.descent.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
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
import org.descent.transport.Events;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InMemoryChannels.class)
class EdgesTest {
  @TestHTTPResource("/")
  URI root;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void controlIsReadyAndAlive() throws Exception {
    assertThat(get("q/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("q/health/live").statusCode()).isEqualTo(200);
    assertThat(json(get("q/health/ready")).findValuesAsText("log")).containsExactly("replayed");
  }

  @Test
  void unknownExperimentsAreNotFoundAndSaySo() throws Exception {
    for (var path :
        new String[] {
          "",
          "/results",
          "/results.csv",
          "/results.parquet",
          "/curves?trial=t",
          "/curves.csv",
          "/curves.parquet"
        }) {
      var answer = get("api/experiments/none" + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(json(answer).path("title").asText()).isEqualTo("there is no experiment none");
    }
    assertThat(post("api/experiments/none/cancel", "application/json", "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aBodyThatIsNotJsonIsRefusedWithItsLine() throws Exception {
    var answer = post("api/experiments", "application/json", "{\n\"name\": oops}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).at("/problems/0/line").asInt()).isEqualTo(2);
    assertThat(json(answer).at("/problems/0/message").asText())
        .startsWith("not a JSON object: Unrecognized token 'oops'");
  }

  @Test
  void aBodyAboveOneMegabyteIsRefused() throws Exception {
    var answer = post("api/experiments", "application/yaml", "#".repeat((1 << 20) + 1));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(json(answer).path("title").asText())
        .isEqualTo("the body has 1048577 bytes, expected at most 1048576");
  }

  @Test
  void otherMediaTypesAreRefusedAsJson() throws Exception {
    var answer = post("api/experiments", "text/plain", "hello");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(json(answer).path("title").asText()).isEqualTo("Unsupported Media Type");
  }

  @Test
  void aBodyOfNoTypeIsRefusedInALine() throws Exception {
    var request =
        HttpRequest.newBuilder(root.resolve("api/experiments"))
            .POST(BodyPublishers.ofString("{}"))
            .build();
    var answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(json(answer).path("title").asText()).startsWith("no Content-Type, expected ");
  }

  /** As a browser asks on behalf of a page of another server, and by a name of another. */
  @Test
  void pagesFromElsewhereAndNamesOfOthersAreRefusedBeforeAnythingIsDone() throws Exception {
    var cancel = "POST /api/experiments/none/cancel HTTP/1.1\r\n";
    assertThat(raw(cancel + "Host: " + root.getAuthority() + "\r\nOrigin: http://evil.example\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .contains("a page of http://evil.example may not write here");
    assertThat(raw(cancel + "Host: " + root.getAuthority() + "\r\n")).startsWith("HTTP/1.1 404 ");
    for (var path :
        new String[] {"/", "/index.html", "/api/experiments", "/q/metrics", "/reports"}) {
      assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: evil.example\r\n"))
          .as(path)
          .startsWith("HTTP/1.1 421 ")
          .contains("evil.example is no name of this control");
    }
    assertThat(raw("GET /q/health/live HTTP/1.1\r\nHost: evil.example\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  private String raw(String head) throws IOException {
    try (var socket = new Socket(root.getHost(), root.getPort())) {
      var request = head + "Content-Length: 0\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void theInterfaceDescribesItself() throws Exception {
    assertThat(get("q/openapi").body())
        .contains("/api/experiments/{id}/curves.csv", "operationId: submit", "application/yaml");
  }

  @Test
  void theInterfaceCanBeLookedAtWithoutAnythingFromElsewhere() throws Exception {
    var page = get("q/swagger-ui/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("swagger-ui").doesNotContain("//cdn", "fonts.googleapis");
    assertThat(page.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .matches(policy -> policy.contains("connect-src 'self'"));
  }

  @Test
  void everyOperationSaysWhatItDoesAndHowItRefuses() throws Exception {
    var described = json(get("q/openapi?format=json"));
    var names = new ArrayList<String>();
    for (var path : described.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        var where = operation.getKey() + " " + path.getKey();
        var said = operation.getValue();
        names.add(said.path("operationId").asText());
        assertThat(said.path("summary").asText()).as(where).isNotBlank();
        assertThat(said.path("tags")).as(where).isNotEmpty();
        assertThat(said.at("/responses/default/content/application~1json/schema/$ref").asText())
            .as(where)
            .isEqualTo("#/components/schemas/Refusal");
      }
    }
    assertThat(names).hasSizeGreaterThan(25).doesNotHaveDuplicates().doesNotContain("");
    assertThat(described.at("/components/schemas/Refusal/properties/title")).isNotEmpty();
  }

  @Test
  void noBodyIsDescribedAsTwoThingsAtOnce() throws Exception {
    var described = json(get("q/openapi?format=json"));
    int bodies = 0;
    for (var schema : described.findValues("requestBody")) {
      for (var body : schema.path("content")) {
        var said = body.path("schema");
        assertThat(said.has("$ref") ? said.size() : 1).as(said.toString()).isEqualTo(1);
        assertThat(said.path("type").isArray()).as(said.toString()).isFalse();
        assertThat(said.path("format").asText()).as(said.toString()).isEmpty();
        bodies++;
      }
    }
    assertThat(bodies).isPositive();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Events.json().readTree(answer.body());
  }
}
