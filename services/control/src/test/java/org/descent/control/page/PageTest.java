package org.descent.control.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.descent.control.InMemoryChannels;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.ExperimentSchema;
import org.descent.transport.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(InMemoryChannels.class)
class PageTest {
  private static final String YAML =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: NAME
      data: xor
      network: {layers: [{dense: {units: 2}}], heads: [{binary: {}}], activation: tanh}
      vary: {loss: [l2, cross-entropy]}
      seeds: 3
      """;

  @TestHTTPResource("/")
  URI root;

  private final HttpClient http = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(strings = {"", "page.css", "descent.css", "js/app.js", "api/experiments"})
  void thePageMayRunNothingButItsOwnFiles(String path) throws Exception {
    var answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .doesNotContain("unsafe");
  }

  /** Which two scripts those are is seen in a browser: in a test they are others. */
  @Test
  void theDescriptionOfTheInterfaceMayRunItsOwnTwoScriptsAndNoOthers() throws Exception {
    assertThat(get("q/swagger-ui/").headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self' 'sha256-", "style-src 'self' 'sha256-")
        .doesNotContain("unsafe");
  }

  /** What it may run it says itself, since everything is in it. */
  @ParameterizedTest
  @ValueSource(strings = {"reports/none", "reports?experiments=none"})
  void reportsAreFramedByNobodyAndTakenForNothingElse(String path) throws Exception {
    var answer = get(path);

    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .contains("frame-ancestors 'none'")
        .doesNotContain("script-src");
  }

  @Test
  void theChartsComeFromThisServer() throws Exception {
    var wrapper = get("js/echarts.js").body();

    assertThat(wrapper).startsWith("export * from '/_static/echarts/").doesNotContain("$");
    var bundle = wrapper.substring(wrapper.indexOf("/_static") + 1, wrapper.lastIndexOf('\''));
    assertThat(get(bundle).statusCode()).as(bundle).isEqualTo(200);
  }

  @Test
  void aVerdictNamesEveryProblemWithItsLine() throws Exception {
    var verdict =
        json(validate(YAML.replace("NAME", "x").replace("seeds: 3", "seeds: 0\nsead: 1")));

    assertThat(verdict.path("valid").asBoolean()).isFalse();
    assertThat(verdict.path("problems").findValuesAsText("line"))
        .containsExactlyInAnyOrder("7", "8");
  }

  @Test
  void aVerdictSaysWhatAnExperimentComesTo() throws Exception {
    var plan = json(validate(YAML.replace("NAME", "planned"))).path("plan");

    assertThat(plan.path("trials").asInt()).isEqualTo(6);
    assertThat(plan.path("variants").asInt()).isEqualTo(2);
    assertThat(plan.path("known").asBoolean()).isFalse();
  }

  @Test
  void anExperimentIsToldInAggregateAndTrialByTrial() throws Exception {
    var yaml = YAML.replace("NAME", "aggregate");
    var experiment = ExperimentReader.yaml(yaml);
    assertThat(post("api/experiments", yaml).statusCode()).isEqualTo(201);
    var at = "api/experiments/" + experiment.id();

    var overview = json(get(at + "/overview"));
    assertThat(overview.path("variants")).hasSize(2);
    var since = at + "/overview?since=" + overview.path("revision").asText();
    assertThat(json(get(since)).path("variants")).isEmpty();
    assertThat(json(get(since + "0")).path("variants")).as("not that revision").hasSize(2);
    assertThat(json(get(at + "/bands?variants=1")).path("variants")).hasSize(1);
    var marginals = json(get(at + "/marginals?along=loss"));
    assertThat(marginals.findValuesAsText("value")).containsExactly("l2", "cross-entropy");
    assertThat(marginals.path(0).path("trials").asInt()).isZero();
    assertThat(json(get(at + "/endings")).path("variants")).isEmpty();
    var l2 = "pick=%5B%5B%22loss%22,%5B%22l2%22%5D%5D%5D"; // [["loss",["l2"]]]
    assertThat(json(get(at + "/trials?" + l2)).path("total").asInt()).isEqualTo(3);
    assertThat(json(get(at + "/marginals?along=loss&" + l2))).hasSize(1);
    assertThat(json(get(at + "/survival")).path(0).path("observed").asInt()).isZero();
    assertThat(json(get(at + "/trials?variant=1&limit=2")).path("total").asInt()).isEqualTo(3);
    assertThat(json(get(at + "/trials/" + experiment.id() + ".1.2")).path("seed").asInt())
        .isEqualTo(2);
    assertThat(get(at + "/trials/" + experiment.id() + ".9.2").statusCode()).isEqualTo(404);
    assertThat(get(at + "/trials/" + experiment.id() + ".1.2/curve.csv").body())
        .startsWith("iteration");
    assertThat(get(at + "/document").body()).contains("name: aggregate");
    assertThat(json(validate(get(at + "/document").body())).at("/plan/known").asBoolean()).isTrue();
    for (var wrong :
        new String[] {
          "/bands?columns=1",
          "/bands?columns=4001",
          "/bands?spacing=odd",
          "/bands?variants=2",
          "/survival?variants=x",
          "/marginals",
          "/marginals?along=loss&by=x",
          "/marginals?along=loss&pick=x",
          "/trials?pick=x",
          "/trials?limit=501",
          "/trials?sort=odd",
          "/trials?variant=2"
        }) {
      assertThat(get(at + wrong).statusCode()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void experimentsAreToldInALineAndCompared() throws Exception {
    var yaml = YAML.replace("NAME", "line-one");
    var wider = YAML.replace("NAME", "line-two").replace("units: 2", "units: 3");
    assertThat(post("api/experiments", yaml).statusCode()).isEqualTo(201);
    assertThat(post("api/experiments", wider).statusCode()).isEqualTo(201);
    var one = ExperimentReader.yaml(yaml).id();
    var other = ExperimentReader.yaml(wider).id();

    var gists = json(get("api/gists?experiments=" + one + "," + other));
    assertThat(gists.fieldNames()).toIterable().containsExactly(one, other);
    assertThat(gists.path(one).path("strip")).isEmpty();
    assertThat(gists.path(one).has("submitted")).isTrue();
    var compared = json(get("api/comparison?first=" + one + "&second=" + other));
    assertThat(compared.path("differences")).hasSize(1);
    assertThat(compared.at("/differences/0/path").asText())
        .isEqualTo("network.layers[0].dense.units");
    assertThat(compared.path("possible").asInt()).isEqualTo(2);
    assertThat(compared.path("couples")).isEmpty();
    var variants =
        json(
            get(
                String.format(
                    "api/comparison?first=%s&second=%s&first-variant=0&second-variant=1",
                    one, one)));
    assertThat(variants.at("/differences/0/second").asText()).isEqualTo("cross-entropy");
    for (var wrong :
        new String[] {
          "?first=" + one,
          "?first=" + one + "&second=" + other + "&first-variant=0",
          "?first=" + one + "&second=" + other + "&first-variant=0&second-variant=2"
        }) {
      assertThat(get("api/comparison" + wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    assertThat(get("api/comparison?first=none&second=" + other).statusCode()).isEqualTo(404);
    assertThat(get("api/gists?experiments=none").statusCode()).isEqualTo(404);
    for (var path : List.of("api/gists", "api/figures", "reports")) {
      assertThat(get(path + "?experiments=,").statusCode()).as(path).isEqualTo(400);
    }
    var many = IntStream.range(0, 101).mapToObj(Integer::toString).collect(Collectors.joining(","));
    assertThat(get("api/gists?experiments=" + many).statusCode()).isEqualTo(400);
  }

  @Test
  void editorsReadHereWhatExperimentsMaySay() throws Exception {
    var schema = json(get("api/" + ExperimentSchema.FILE));

    assertThat(schema.at("/definitions/experiment/properties/loss").isObject()).isTrue();
  }

  @Test
  void whereNothingVariesThereIsNothingToLookAlong() throws Exception {
    var yaml = YAML.replace("NAME", "plain").replace("vary: {loss: [l2, cross-entropy]}\n", "");
    assertThat(post("api/experiments", yaml).statusCode()).isEqualTo(201);
    var at = "api/experiments/" + ExperimentReader.yaml(yaml).id();

    var answer = get(at + "/marginals?along=loss");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("along loss: nothing varies in plain-");
  }

  @Test
  void aSearchIsToldTrialByTrialAndWhatSearchesNothingIsNoSearch() throws Exception {
    var yaml =
        YAML.replace("NAME", "searched").replace("seeds: 3\n", "seeds: 1\ntarget: none\n")
            + """
              search:
                space: {activation: {choice: [tanh, relu]}}
                objective: {minimise: loss}
                strategy: grid
              """
                .replace("activation:", "network.activation:");
    assertThat(post("api/experiments", yaml).statusCode()).as(yaml).isEqualTo(201);
    var at = "api/experiments/" + ExperimentReader.yaml(yaml).id();

    var search = json(get(at + "/search"));
    assertThat(search.path("trials").isInt()).isTrue();
    assertThat(search.at("/objectives/0/metric").asText()).isEqualTo("train.loss");
    assertThat(search.at("/parameters/0/options").size()).isEqualTo(2);
    assertThat(search.path("arms")).hasSize(2);
    assertThat(json(get(at + "/search/importance"))).hasSize(2);
    for (var wrong : new String[] {"most=0", "most=10001"}) {
      assertThat(get(at + "/search?" + wrong).statusCode()).as(wrong).isEqualTo(400);
    }
    assertThat(get("q/openapi").body()).contains("/search/importance", "operationId: search");

    var plain = YAML.replace("NAME", "unsearched");
    assertThat(post("api/experiments", plain).statusCode()).isEqualTo(201);
    var id = ExperimentReader.yaml(plain).id();
    for (var path : new String[] {"/search", "/search/importance"}) {
      var answer = get("api/experiments/" + id + path);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains(id + " searches nothing");
    }
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(root.resolve(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> validate(String yaml) throws IOException, InterruptedException {
    return post("api/validate", yaml);
  }

  private HttpResponse<String> post(String path, String yaml)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(root.resolve(path))
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofString(yaml))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return Events.json().readTree(answer.body());
  }
}
