package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.descent.experiment.Experiment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboards' own queries find in a real Prometheus that scrapes a real run. */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardsIT {
  private static final Path CHECKS = Path.of("../../deploy/checks").toAbsolutePath().normalize();
  private static final Path TRIALS = Path.of("src/test/resources/experiments/short-and-long.yaml");
  private static final Path MANY = Path.of("src/test/resources/experiments/many.yaml");
  private static final Path STUDY = Path.of("../../experiments/study/2-fully-connected.yaml");
  private static final Path SWEEP = Path.of("../../experiments/sweep.yaml");
  private static final Path SEARCHED = Path.of("src/test/resources/experiments/searched-rate.yaml");

  /** Seconds before an experiment that are drawn too. */
  private static final int BEFORE = 3;

  private static final int MANY_SCRAPES = 5;

  private static final String SHORT = "0.5";
  private static final String LONG = "1E-9";

  @TempDir static Path directory;

  private Pipeline pipeline;
  private Control control;
  private Prometheus prometheus;

  @BeforeAll
  void start() {
    var missing = "THE DASHBOARDS ARE NOT ASKED: there is no prometheus on the PATH";
    if (!Prometheus.there("prometheus")) {
      System.err.println(missing);
    }
    assumeTrue(Prometheus.there("prometheus"), missing);
    pipeline = Pipeline.withBroker(directory);
    control = pipeline.control(/* cohortSize= */ 500); // ten thousand trials are twenty cohorts
    var services =
        Map.of(
            "control", control.process(),
            "dataset-loader", pipeline.loader(),
            "trainer", pipeline.trainer(),
            "evaluator", pipeline.evaluator());
    services.values().forEach(ServiceProcess::awaitReady);
    prometheus = Prometheus.scraping(directory, services);
    prometheus.awaitScraping(services.size());
  }

  @AfterAll
  void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (pipeline != null) {
      pipeline.close();
    }
  }

  /**
   * Both trials travel in one cohort. The short one converges at its ninth iteration, milliseconds
   * after it began, and has ended long before anything is scraped; the long one outlasts many
   * scrapes.
   */
  @Test
  void aTrialOfMillisecondsAndOneThatOutlastsManyScrapesAreBothSeen() throws Exception {
    // Compiles the program, which would otherwise count as time of the short trial.
    control.awaitComplete(control.submit(read("warm", 100)));
    int budget =
        Midway.of(
            60_000,
            longer -> {
              var id = control.submit(read("short-and-long", longer));
              Eventually.holds(
                  () -> "both are seen while one trains: " + control.status(id),
                  () -> isSeenWhileItTrains(id) || isComplete(id));
              return isComplete(id) ? Optional.empty() : Optional.of(longer);
            });
    var id = read("short-and-long", budget).id();
    assertBothAreSeen(id);

    var results = control.awaitComplete(id);
    Eventually.holds(
        () -> "Prometheus has seen the end: " + ended(id),
        () -> ended(id).containsKey("exhausted"));
    assertBothAreSeen(id);
    assertThat(ended(id)).isEqualTo(Map.of("converged", 1.0, "exhausted", 1.0));
    // the first of 1, 2, 5, 10, … that its budget, six times a power of ten, does not exceed
    assertThat(iterations("How does the loss of this variant fall?", id, LONG))
        .isEqualTo(budget / 6 * 10);
    assertThat(seconds(results, 0)).isLessThan(seconds(results, 1) / 20);
    assertThat(scrapesWithOneEnded(id)).isGreaterThanOrEqualTo(MANY_SCRAPES);

    Eventually.holds(
        // which trials lead is renewed every ten seconds
        () -> "the short one is on the leaderboard, and no other",
        () ->
            asked("Which trials were the fastest?", id, SHORT).stream()
                .map(s -> s.labels().get("variant"))
                .toList()
                .equals(List.of(SHORT)));

    everyPanelHasData(id);
    metricsAreThoseDocumented();
  }

  private boolean isSeenWhileItTrains(String id) {
    return asked("How far is the experiment?", id, SHORT).stream().anyMatch(s -> s.value() == 0.5)
        && iterations("How does the loss of this variant fall?", id, LONG) >= 1000
        // a trial's end may be known before the last of its curve
        && iterations("How does the loss of this variant fall?", id, SHORT) == 10
        && ended(id).keySet().equals(Set.of("converged"))
        && scrapesWithOneEnded(id) >= MANY_SCRAPES;
  }

  private boolean isComplete(String id) {
    return control.status(id).path("state").asText().equals("complete");
  }

  private double scrapesWithOneEnded(String id) {
    return only(
        "count_over_time((sum(descent_experiment_trials{experiment='%1$s',state='converged'})"
            + " == 1 and sum(descent_experiment_trials{experiment='%1$s',"
            + "state='exhausted'}) == 0)[1h:1s])",
        id);
  }

  /** Of what people do with it, what the panels found, for {@code deploy/checks/run} to draw. */
  @Test
  void studyASweepAndASearchAreLookedAt() throws Exception {
    lookedAt("study", Control.read(STUDY).get(0));
    lookedAt("sweep", Control.read(SWEEP, "seeds=5").get(0));
    lookedAt("search", Control.read(SEARCHED).get(0));
  }

  private void lookedAt(String situation, Experiment experiment) throws Exception {
    long start = System.nanoTime();
    var id = control.submit(experiment);
    control.awaitComplete(id);
    Eventually.holds(
        // which trials lead is renewed every ten seconds
        () -> "Prometheus has seen the end of " + id,
        () ->
            only("sum(descent_experiment_trials{experiment='%s'})", id)
                    == control.status(id).path("ended").asInt()
                && only("count(descent_leaderboard_info{experiment='%s'})", id) == 10);
    long seconds = BEFORE + Duration.ofNanos(System.nanoTime() - start).toSeconds();
    var answers = Path.of("target", "answers", situation).toAbsolutePath();
    var options = "--experiment %s --answers %s --since %d --scrape 1";
    var said = check("panels", options.formatted(id, answers, seconds).split(" "));
    assertThat(said).as(situation).contains(" 0 problems");
  }

  /** Ten thousand trials, through all services and Kafka, have the series that forty have. */
  @Test
  void seriesDoNotDependOnTheNumberOfTrials() {
    var forty = Control.read(MANY, "name=few", "seeds=20").get(0);
    var tenThousand = Control.read(MANY, "name=many", "seeds=5000").get(0);
    var ids = List.of(control.submit(forty), control.submit(tenThousand));
    ids.forEach(id -> control.awaitComplete(id));
    Eventually.holds(
        // which trials lead is renewed every ten seconds, and a scrape may see half of it
        () -> "as many series of each name: " + ids.stream().map(this::series).toList(),
        () ->
            ended(ids.get(0), forty)
                && ended(ids.get(1), tenThousand)
                && series(ids.get(0)).equals(series(ids.get(1))));
    assertThat(series(ids.get(1)))
        .containsEntry("descent_variant_rank", 2.0)
        .containsEntry("descent_leaderboard_info", 10.0);
  }

  /** Whether Prometheus has all ends of an experiment, and its leaders. */
  private boolean ended(String id, Experiment experiment) {
    return only("sum(descent_experiment_trials{experiment='%s'})", id) == experiment.trials()
        && only("count(descent_leaderboard_info{experiment='%s'})", id) == 10;
  }

  /** How many series of each name Prometheus has of an experiment. */
  private Map<String, Double> series(String id) {
    return prometheus.ask("count by (__name__) ({experiment='" + id + "'})").stream()
        .collect(Collectors.toMap(s -> s.labels().get("__name__"), Prometheus.Series::value));
  }

  private double only(String expression, String id) {
    var found = prometheus.ask(expression.formatted(id));
    return found.isEmpty() ? 0 : found.get(0).value();
  }

  private void assertBothAreSeen(String id) {
    for (var curve : List.of("loss of this variant fall?", "accuracy of this variant rise?")) {
      assertThat(iterations("How does the " + curve, id, SHORT)).isEqualTo(10);
      assertThat(iterations("How does the " + curve, id, LONG)).isGreaterThanOrEqualTo(1000);
    }
    assertThat(asked("How do the variants compare in median loss?", id, SHORT))
        .filteredOn(s -> s.labels().get("iteration").equals("10"))
        .extracting(s -> s.labels().get("variant"))
        .containsExactlyInAnyOrder(SHORT, LONG);
    assertThat(asked("What share of the trials has converged by iteration N?", id, SHORT))
        .filteredOn(s -> s.labels().get("variant").equals(SHORT))
        .extracting(Prometheus.Series::value)
        .contains(0.0, 1.0);
    assertThat(asked("How does each variant do?", id, SHORT))
        .extracting(s -> s.labels().get("variant"))
        .containsExactlyInAnyOrder(SHORT, LONG);
    assertThat(asked("How many trials stand behind each milestone?", id, SHORT))
        .isNotEmpty()
        .allMatch(s -> s.value() == 1);
  }

  private Map<String, Double> ended(String id) {
    return asked("How did the trials end?", id, SHORT).stream()
        .filter(s -> s.value() > 0)
        .collect(Collectors.toMap(s -> s.labels().get("state"), Prometheus.Series::value));
  }

  /** The last iteration of a curve. */
  private int iterations(String panel, String id, String variant) {
    return asked(panel, id, variant).stream()
        .mapToInt(s -> Integer.parseInt(s.labels().get("iteration")))
        .max()
        .orElse(0);
  }

  /** What the first query of a panel of Convergence finds. */
  private List<Prometheus.Series> asked(String panel, String id, String variant) {
    return prometheus.ask(
        expression(panel)
            .replace("$experiment", id)
            .replace("$variant", variant)
            .replace("$split", "train"));
  }

  private static String expression(String title) {
    try {
      var dashboard =
          new ObjectMapper()
              .readTree(Path.of("../../grafana/dashboards/convergence.json").toFile());
      for (var panel : dashboard.get("panels")) {
        if (panel.get("title").asText().equals(title)) {
          return panel.get("targets").get(0).get("expr").asText();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new AssertionError("no panel asks: " + title);
  }

  private static double seconds(JsonNode results, int variant) {
    return results.path("variants").get(variant).path("trials").get(0).path("seconds").asDouble();
  }

  private static Experiment read(String name, int budget) {
    return Control.read(TRIALS, "name=" + name, "budget=" + budget).get(0);
  }

  /** Leaves the answers for {@code deploy/checks/run}, which has Grafana's own library. */
  private void everyPanelHasData(String id) throws Exception {
    var saved = Path.of("target", "panels").toAbsolutePath().toString();
    assertThat(check("panels", "--experiment", id, "--save", saved)).contains(" 0 problems");
    assertThat(check("panels", "--experiment", id, "--rename", "descent_curve_loss=lost"))
        .as("a metric of another name is noticed")
        .contains("Convergence / How does the loss of this variant fall?: no data");
  }

  private void metricsAreThoseDocumented() throws Exception {
    assertThat(check("metrics")).contains(" 0 problems");
  }

  /** What a program of {@code deploy/checks} says. */
  private String check(String program, String... arguments) throws Exception {
    var missing = "deploy/checks/" + program + " IS NOT RUN: there is no python3 on the PATH";
    if (!Prometheus.there("python3")) {
      System.err.println(missing);
    }
    assumeTrue(Prometheus.there("python3"), missing);
    var command = new ArrayList<>(List.of("python3", CHECKS.resolve(program).toString()));
    command.addAll(List.of("--prometheus", prometheus.address().toString()));
    command.addAll(List.of(arguments));
    var said = directory.resolve(program + ".txt");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    Processes.awaitExit(process, () -> program);
    return Files.readString(said);
  }
}
