package org.descent.journey.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.descent.contracts.Topics;
import org.junit.jupiter.api.Test;

/**
 * METRICS.md against the services' sources on one side, and against dashboards and rules on the
 * other.
 */
class MetricsContractTest {
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `(descent_\\w+)` \\| (counter|gauge|histogram) \\|.*", Pattern.MULTILINE);
  private static final Pattern USED = Pattern.compile("(?<![\\w:])(descent_\\w+)");
  private static final Pattern METER = Pattern.compile("\"(descent\\.[a-z.]+)\"");
  private static final Pattern PLATFORM =
      Pattern.compile("\\b((?:jvm|process|http|scrape)_\\w+|up)(?=[{)\\[ ]|$)");
  private static final Pattern TOPIC = Pattern.compile("topic=\"([^\"]+)\"");

  @Test
  void everyMeterStandsInTheTableAndTheOtherWayRound() throws IOException {
    var meters = new TreeSet<String>();
    try (var files = Files.walk(Repository.ROOT.resolve("services"))) {
      for (var file :
          files
              .filter(f -> f.toString().matches(".*/src/main/java/.*Metrics\\.java"))
              .filter(f -> !f.toString().contains("/contracts/"))
              .toList()) {
        METER
            .matcher(Files.readString(file))
            .results()
            .map(found -> found.group(1).replace('.', '_'))
            .forEach(meters::add);
      }
    }
    assertThat(meters).hasSizeGreaterThan(10);
    assertThat(documented().stream().map(MetricsContractTest::withoutUnit))
        .containsExactlyInAnyOrderElementsOf(meters);
  }

  @Test
  void dashboardsAndRulesUseWhatIsDocumentedAndAllOfIt() throws IOException {
    var used =
        expressions()
            .flatMap(expression -> USED.matcher(expression).results())
            .map(found -> base(found.group(1)))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(used).containsExactlyInAnyOrderElementsOf(documented());
  }

  @Test
  void metricsOfThePlatformAreNamedToo() throws IOException {
    var text = Repository.text("METRICS.md");
    var used =
        expressions()
            .flatMap(expression -> PLATFORM.matcher(expression).results())
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(used).isNotEmpty().allSatisfy(name -> assertThat(text).contains("`" + name + "`"));
  }

  @Test
  void onlyTopicsThatExistAreAskedFor() throws IOException {
    var topics =
        expressions()
            .flatMap(expression -> TOPIC.matcher(expression).results())
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(topics).isNotEmpty().isSubsetOf(Topics.ALL);
  }

  @Test
  void everyAlertIsTestedFiringAndNotFiring() {
    var tested = Repository.yaml("deploy/prometheus/rules.test.yml").get("tests");
    for (var alert : alerts()) {
      var cases =
          Repository.elements(tested)
              .flatMap(test -> Repository.elements(test.path("alert_rule_test")))
              .filter(test -> test.get("alertname").asText().equals(alert))
              .toList();
      assertThat(cases).as(alert + " fires").anyMatch(test -> test.has("exp_alerts"));
      assertThat(cases).as(alert + " does not").anyMatch(test -> !test.has("exp_alerts"));
    }
  }

  private static Set<String> documented() {
    return ROW.matcher(Repository.text("METRICS.md"))
        .results()
        .map(row -> row.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Micrometer appends the unit of timers and the ending of counters by itself. */
  private static String withoutUnit(String metric) {
    return metric.replaceAll("_(total|seconds|bytes)$", "");
  }

  /** A histogram has one row, and series of several names. */
  private static String base(String series) {
    return series.replaceAll("_(bucket|count|sum)$", "");
  }

  private static Stream<String> expressions() throws IOException {
    var panels =
        DashboardsTest.panels().stream()
            .flatMap(panel -> Repository.elements(panel.path("targets")))
            .map(target -> target.get("expr").asText());
    var marked =
        DashboardsTest.dashboards().stream()
            .flatMap(DashboardsTest::annotations)
            .map(annotation -> annotation.get("expr").asText());
    return Stream.of(panels, marked, rules().map(rule -> rule.get("expr").asText()))
        .flatMap(expressions -> expressions);
  }

  private static Stream<JsonNode> rules() {
    return Repository.elements(Repository.yaml("deploy/prometheus/rules.yml").get("groups"))
        .flatMap(group -> Repository.elements(group.get("rules")));
  }

  private static List<String> alerts() {
    return rules().filter(r -> r.has("alert")).map(r -> r.get("alert").asText()).toList();
  }
}
