package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.descent.contracts.Ids;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialEvaluated.Line;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.Split;
import org.descent.experiment.Experiment;
import org.descent.experiment.data.DataSources;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final String XOR =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: xor
      title: XOR <with> two
      data: xor
      network:
        layers:
          - dense: {units: 2, activation: tanh}
        heads:
          - binary: {}
      loss: cross-entropy
      optimiser:
        sgd: {learningRate: 0.5}
      budget: 100
      vary:
        optimiser.sgd.learningRate: [0.5, 1]
      seeds: 3
      """;

  private static Experiment experiment() {
    return ExperimentReader.yaml(XOR);
  }

  /** The same, of which something was published, and without a target. */
  private static Report published() {
    var experiment =
        ExperimentReader.yaml(
            XOR.replace("title: XOR <with> two", "title: XOR\ntarget: none")
                + "reported: [{learningRate: 1, trainAccuracy: 0.75, rounded: 0.01, source: <A>"
                + " 2024}]\n");
    return Report.of("", List.of(Findings.of(ledger(experiment, false))));
  }

  /** Trials of the first variant converge at 20, 21, 22; those of the second never do. */
  private static Ledger ledger(boolean backwards) {
    return ledger(experiment(), backwards);
  }

  private static Ledger ledger(Experiment experiment, boolean backwards) {
    var events = new ArrayList<Event>();
    var rows = new Location("descent.dataset-rows.v1", 0, 0, 0);
    var dataset =
        new DatasetPrepared(
            experiment.id(), "d", "5".repeat(64), List.of(2), List.of("label"), 4, 0, 0, 1, rows);
    events.add(dataset);
    int turn = 0;
    for (var variant : experiment.variants()) {
      for (long seed : experiment.seeds()) {
        int length = variant.ordinal() == 0 ? 20 + turn++ : 100;
        var end = variant.ordinal() == 0 ? End.CONVERGED : End.EXHAUSTED;
        events.add(slice(experiment, variant.ordinal(), seed, length));
        events.add(evaluated(experiment, dataset, variant.ordinal(), seed, end, length));
      }
    }
    if (backwards) {
      java.util.Collections.reverse(events);
    }
    var ledger = new Ledger(experiment);
    events.forEach(ledger::on);
    return ledger;
  }

  private static TrainingProgressed slice(Experiment e, int variant, long seed, int length) {
    var losses = new float[length];
    var accuracies = new float[length];
    for (int i = 0; i < length; i++) {
      losses[i] = 1f / (i + 1);
      accuracies[i] = (float) i / length;
    }
    return new TrainingProgressed(
        e.id() + ".c0",
        e.id(),
        List.of("loss", "accuracy"),
        List.of(new TrainingProgressed.Slice(Ids.trial(e.id(), variant, seed), 1, length)),
        List.of(losses, accuracies));
  }

  private static TrialEvaluated evaluated(
      Experiment e, DatasetPrepared dataset, int variant, long seed, End end, int length) {
    double accuracy = end == End.CONVERGED ? 1 : 0.5;
    var metrics = new Metrics(0.1, accuracy, List.of(new Metrics.Head("label", 0.1, accuracy)));
    var trained =
        new TrialTrained(
            Ids.trial(e.id(), variant, seed),
            e.id(),
            variant,
            seed,
            e.id() + ".c0",
            end,
            length,
            metrics,
            e.variants().get(variant).training(),
            dataset,
            new Location("descent.models.v1", 0, 0, 0),
            new Provenance("1.0", "2.18", "CPU:0", "reference", "generator/1"),
            0.25);
    var lines =
        List.of(
            new Line(1, "input", "h1", 1, 1, -0.5, Double.NaN),
            new Line(1, "input", "h2", 1, 1, -1.5, Double.NaN),
            new Line(1, "hidden", "label", 1, -1, -1, 0.5),
            new Line(length, "input", "h1", 2, 2, -1, Double.NaN),
            new Line(length, "input", "h2", 2, 2, -3, Double.NaN),
            new Line(length, "hidden", "label", 1, -1, -1, accuracy));
    return new TrialEvaluated(
        trained, Map.of("train", metrics), List.of(), lines, List.of(), List.of());
  }

  private static Report report(boolean backwards) {
    Examples four = DataSources.load(experiment().data(), java.nio.file.Path.of("/"));
    var sizes = Map.of(Split.TRAIN, 4, Split.VALIDATION, 0, Split.TEST, 0);
    var findings = Findings.of(ledger(backwards));
    return Report.of("", List.of(findings.with(sizes, rows -> Optional.of(four.at(rows)))));
  }

  /** What is left of the page where no script runs. */
  private static String still(String html) {
    return Pattern.compile("<script.*?</script>", Pattern.DOTALL).matcher(html).replaceAll("");
  }

  @Test
  void withoutScriptsThereAreTheTableAndStillFigures() {
    var html = still(report(false).html());

    assertThat(html)
        .contains("<h1>XOR &lt;with&gt; two</h1>")
        .contains("3 / 3", "0 / 3", "&gt; 100", "21")
        .contains("Figure 1. ", "Figure 2. ", "Figure 3. ", "Figure S1. ")
        .doesNotContain("<with>");
    assertThat(html.split("class=\"drawing")).hasSizeGreaterThan(4);
  }

  @Test
  void eachPartSaysWhatItShowsAndWhatItDoesNot() {
    var html = report(false).html();

    assertThat(html)
        .contains(
            "The question",
            "What does learning rate change about the iterations that training needs to its target?")
        .contains("What it shows", "trials reached their target.")
        .contains("What it does not", "3 seeds a variant bound no median: that takes 6.")
        .contains("Nothing is said of other examples than those that were trained on.");
  }

  @Test
  void nothingIsFetchedAndOnlyItsOwnScriptsRun() {
    var html = report(false).html();

    assertThat(still(html)).doesNotContainPattern("(src|href)=\"(?!#|data:)");
    assertThat(still(html)).doesNotContain("url(", "@import", "onclick");
    assertThat(html).contains("default-src 'none'", "script-src 'sha256-");
    assertThat(html).doesNotContain("unsafe-eval", "script-src 'unsafe-inline'");
  }

  @Test
  void everyScriptEndsWhereItSays() {
    for (var script : List.of("echarts.min.js", "surface.js", "plane.js", "report.js")) {
      assertThat(ReportPage.resource(script)).as(script).isNotBlank().doesNotContain("</script");
    }
  }

  @Test
  void theSameEventsMakeTheSameReportInAnyOrder() {
    assertThat(report(true).html()).isEqualTo(report(false).html());
  }

  @Test
  void itStaysSmall() {
    assertThat(report(false).html().getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(2 * 1024 * 1024);
  }

  @Test
  void everyFigureIsADocumentOfItsOwn() throws Exception {
    var figures = report(false).figures();

    assertThat(figures).containsKeys("figure-01", "figure-02", "figure-03", "figure-s01");
    for (var figure : figures.values()) {
      var document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new java.io.ByteArrayInputStream(figure.getBytes(StandardCharsets.UTF_8)));
      assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
    }
  }

  @Test
  void publishedMetricsStandBesideOurs() {
    var html = still(published().html());

    assertThat(html)
        .contains("Beside published numbers", "train accuracy at the end", "0.75")
        .contains("above all trials", "needs 6 trials", "Published: &lt;A&gt; 2024");
    assertThat(html.split("class=\"mark\"")).as("the published number is drawn").hasSize(2);
    assertThat(html).as("of what has no target").doesNotContain("Iterations to target");
    assertThat(still(report(false).html())).doesNotContain("Beside published numbers");
  }

  @Test
  void everySeedLosesToTheVariantThatNeverConverges() {
    var html = report(false).html();

    assertThat(html).contains("Pairs of variants from the same seeds", "Sign test p");
  }
}
