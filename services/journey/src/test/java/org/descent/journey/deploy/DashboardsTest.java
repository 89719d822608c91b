package org.descent.journey.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana is given, without a Grafana. */
class DashboardsTest {
  /** Panels of Grafana itself: nothing has to be downloaded. */
  private static final Set<String> CORE =
      Set.of("stat", "bargauge", "table", "timeseries", "trend", "row", "text");

  private static final int COLUMNS = 24;
  private static final int MOST_PANELS = 15;

  static List<JsonNode> dashboards() throws IOException {
    try (var files = Files.list(Repository.ROOT.resolve("grafana/dashboards"))) {
      return files
          .sorted()
          .map(file -> Repository.json("grafana/dashboards/" + file.getFileName()))
          .toList();
    }
  }

  static List<JsonNode> panels() throws IOException {
    return dashboards().stream()
        .flatMap(dashboard -> Repository.elements(dashboard.get("panels")))
        .toList();
  }

  /** What a dashboard marks along the time. */
  static Stream<JsonNode> annotations(JsonNode dashboard) {
    return Repository.elements(dashboard.get("annotations").get("list"));
  }

  /** Those that show numbers. */
  static List<JsonNode> answers() throws IOException {
    return panels().stream().filter(panel -> !isText(panel)).toList();
  }

  private static boolean isText(JsonNode panel) {
    return panel.get("type").asText().equals("text");
  }

  @Test
  void theFourDashboardsHaveNamesThatLinksCanRelyOn() throws IOException {
    assertThat(dashboards())
        .extracting(d -> d.get("uid").asText(), d -> d.get("title").asText())
        .containsExactly(
            tuple("descent-convergence", "Convergence"),
            tuple("descent-pipeline", "Pipeline"),
            tuple("descent-runtime", "Runtime"),
            tuple("descent-sweep", "Sweep"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void panelsHaveIdsOfTheirOwnAndDoNotOverlap(JsonNode dashboard) {
    var panels = Repository.elements(dashboard.get("panels")).toList();
    assertThat(panels).extracting(panel -> panel.get("id").asInt()).doesNotHaveDuplicates();
    var taken = new ArrayList<String>();
    for (var panel : panels) {
      var at = panel.get("gridPos");
      assertThat(at.get("x").asInt() + at.get("w").asInt()).isLessThanOrEqualTo(COLUMNS);
      for (int x = 0; x < at.get("w").asInt(); x++) {
        for (int y = 0; y < at.get("h").asInt(); y++) {
          taken.add((at.get("x").asInt() + x) + "," + (at.get("y").asInt() + y));
        }
      }
    }
    assertThat(taken).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void aDashboardIsNoWallOfPanels(JsonNode dashboard) {
    assertThat(dashboard.get("panels")).hasSizeLessThanOrEqualTo(MOST_PANELS);
    assertThat(Repository.elements(dashboard.get("panels")))
        .noneMatch(panel -> panel.has("repeat"));
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void theDataSourceCanBeChosen(JsonNode dashboard) {
    var variables = dashboard.get("templating").get("list");
    assertThat(variables.get(0).get("name").asText()).isEqualTo("datasource");
    assertThat(variables.get(0).get("type").asText()).isEqualTo("datasource");
    var uids =
        Stream.concat(
                Repository.elements(dashboard.get("panels")),
                Repository.elements(variables)
                    .filter(variable -> variable.get("type").asText().equals("query")))
            .map(asking -> asking.get("datasource").get("uid").asText());
    assertThat(uids).isNotEmpty().allMatch("${datasource}"::equals);
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void aDashboardSaysHowToReadItWhereToGoAndWhenATrainerWasLost(JsonNode dashboard) {
    assertThat(Repository.elements(dashboard.get("panels")).filter(DashboardsTest::isText))
        .singleElement()
        .matches(panel -> panel.at("/options/content").asText().length() > 100);
    assertThat(Repository.elements(dashboard.get("links")).map(l -> l.get("title").asText()))
        .containsExactly("Descent", "Page");
    assertThat(annotations(dashboard).map(a -> a.get("name").asText())).contains("Trainer lost");
    boolean ofExperiments = Repository.texts(dashboard.get("tags")).contains("experiment");
    assertThat(
            annotations(dashboard)
                .map(a -> a.get("name").asText())
                .filter(name -> List.of("Submitted", "Ended").contains(name)))
        .hasSize(ofExperiments ? 2 : 0);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void curvesOfOnePanelHaveOneUnit(JsonNode panel) {
    if (panel.get("type").asText().equals("timeseries")) {
      assertThat(Repository.elements(panel.at("/fieldConfig/overrides")))
          .allMatch(
              override ->
                  Repository.elements(override.get("properties"))
                      .noneMatch(property -> property.get("id").asText().equals("unit")));
    }
  }

  /** {@code topk} chooses anew at each step: what it chooses has to be chosen once. */
  @ParameterizedTest
  @MethodSource("answers")
  void theSameAreShownAllAlong(JsonNode panel) {
    Repository.elements(panel.get("targets"))
        .filter(target -> target.get("range").asBoolean())
        .map(target -> target.get("expr").asText())
        .filter(expression -> expression.contains("topk"))
        .forEach(expression -> assertThat(expression).contains("[$__range] @ end()"));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aPanelAsksAQuestionAndExplainsItsAnswer(JsonNode panel) {
    var defaults = panel.get("fieldConfig").get("defaults");
    assertThat(panel.get("type").asText()).isIn(CORE);
    assertThat(panel.get("title").asText()).endsWith("?");
    assertThat(panel.get("description").asText()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(defaults.get("unit").asText()).isNotBlank();
    assertThat(defaults.get("noValue").asText()).isNotBlank();
    assertThat(panel.get("targets")).isNotEmpty();
    assertThat(Repository.elements(panel.get("targets")))
        .allMatch(target -> target.get("datasource").get("uid").asText().equals("${datasource}"))
        .extracting(target -> target.get("refId").asText())
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("panels")
  void aCurveOverIterationsIsOneTableAtOneInstant(JsonNode panel) {
    if (!panel.get("type").asText().equals("trend")) {
      return;
    }
    assertThat(panel.get("targets")).hasSize(1);
    var target = panel.get("targets").get(0);
    assertThat(target.get("format").asText()).isEqualTo("table");
    assertThat(target.get("instant").asBoolean()).isTrue();
    assertThat(Repository.elements(panel.get("transformations")).map(t -> t.get("id").asText()))
        .containsExactly("groupingToMatrix", "convertFieldType", "sortBy", "organize");
    assertThat(panel.get("options").get("xField").asText()).isEqualTo("iteration");
  }

  /**
   * Prometheus 3 writes 100 as 100.0, so a literal bound of a bucket would match one and not the
   * other.
   */
  @ParameterizedTest
  @MethodSource("answers")
  void noQueryNamesTheBoundOfABucket(JsonNode panel) {
    assertThat(Repository.elements(panel.get("targets")).map(t -> t.get("expr").asText()))
        .noneMatch(expression -> expression.matches(".*\\ble=~?\".*"));
  }

  @Test
  void grafanaFindsThemWhereComposePutsThem() {
    var path =
        Repository.yaml("grafana/provisioning/dashboards/descent.yml")
            .at("/providers/0/options/path")
            .asText();
    var grafana = Repository.yaml("docker-compose.yml").at("/services/grafana");
    assertThat(Repository.texts(grafana.get("volumes")))
        .contains("./grafana/dashboards:" + path + ":ro");
    assertThat(grafana.at("/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH").asText())
        .isEqualTo(path + "/convergence.json");
  }
}
