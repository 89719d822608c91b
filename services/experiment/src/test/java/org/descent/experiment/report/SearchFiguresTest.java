package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Split;
import org.descent.experiment.results.SearchTrace;
import org.descent.experiment.results.SearchTrace.Tried;
import org.descent.experiment.results.World;
import org.descent.experiment.spec.ValueWords;
import org.junit.jupiter.api.Test;

class SearchFiguresTest {
  private static final String SPACE =
      """
      search:
        space:
          network.layers[0].dense.units: {log-int: [4, 64]}
          optimiser:
            choice:
              - sgd: {learningRate: {log-uniform: [0.001, 1]}}
              - adam: {learningRate: {log-uniform: [0.0001, 1]}}
        variants: 30
        lag: 4
      """;
  private static final String HALVING =
      SPACE
          + """
              objective: {minimise: loss}
              strategy: random
              stopping: {successive-halving: {rungs: 3, factor: 3}}
            seeds: {at-least: 2, at-most: 4, fresh: 3}
            """;
  private static final String EXTRAPOLATED =
      SPACE
          + """
              objective: {minimise: loss, on: train}
              strategy: random
              stopping: {extrapolation: {rungs: 3}}
            seeds: {at-least: 1, at-most: 2, fresh: 2}
            """;
  private static final String TWO =
      SPACE
          + """
              objective: [{minimise: loss}, {maximise: accuracy}]
              strategy: nsga2
            seeds: 1
            """;

  private static Findings findings(String document) {
    return Findings.of(new World(document, 1).whole(false).ledger());
  }

  private static Figure figure(List<Figure> figures, String title) {
    return figures.stream().filter(f -> f.title().startsWith(title)).findFirst().orElseThrow();
  }

  @Test
  void aSearchIsShownFromEverySide() {
    assertThat(new SearchFigures(findings(HALVING)).all())
        .extracting(f -> f.title().replaceAll(":.*", ""))
        .containsExactly(
            "The search",
            "Who went on",
            "What matters",
            "What was found where",
            "Two parameters at a time",
            "What a budget of tuning buys");
  }

  @Test
  void everyTrialIsAPointOfEverySliceThatItHasTheParameterOf() {
    var findings = findings(HALVING);
    var trace = findings.search().orElseThrow().trace();
    var slices = figure(new SearchFigures(findings).all(), "What was found where");
    assertThat(slices.drawings()).hasSize(trace.parameters().size());
    for (var drawing : slices.drawings()) {
      int place = 0;
      while (!drawing
          .name()
          .endsWith(" against " + ValueWords.axis(trace.parameters().get(place).name()))) {
        place++;
      }
      int parameter = place;
      long having =
          trace.arms().get(0).variants().stream()
              .filter(v -> v.point().get(parameter) != null)
              .mapToLong(v -> v.trials().size())
              .sum();
      assertThat(count(drawing, "<title>")).isEqualTo(having).isPositive();
    }
  }

  @Test
  void whatFailedIsSeenAndHasNoValue() {
    var slices = figure(new SearchFigures(findings(HALVING)).all(), "What was found where");
    assertThat(slices.drawings()).anyMatch(d -> d.svg().contains("no value"));
    assertThat(slices.caption()).contains("cross: diverged or failed");
  }

  @Test
  void rungsTellHowManyCameHowFar() {
    var findings = findings(HALVING);
    var arm = findings.search().orElseThrow().trace().arms().get(0);
    var rungs = figure(new SearchFigures(findings).all(), "Who went on");
    long last =
        arm.variants().stream()
            .flatMap(v -> v.trials().stream())
            .filter(t -> !t.fresh() && t.iterations() == 81)
            .count();
    assertThat(rungs.caption()).contains(" at 9, ").contains(last + " at 81.");
  }

  @Test
  void whatARuleBelievedOfCurvesIsDrawnWithWhatCame() {
    var findings = findings(EXTRAPOLATED);
    var summary = findings.search().orElseThrow();
    var beliefs = summary.beliefs(summary.trace().arms().get(0));
    assertThat(beliefs).isNotEmpty();
    for (var belief : beliefs) {
      assertThat(belief.at()[0]).isEqualTo(belief.from());
      assertThat(belief.at()[belief.at().length - 1]).isEqualTo(81);
      for (int i = 0; i < belief.at().length; i++) {
        assertThat(belief.low()[i]).isLessThan(belief.median()[i]);
        assertThat(belief.median()[i]).isLessThan(belief.high()[i]);
      }
    }
    assertThat(figure(new SearchFigures(findings).all(), "What the rest of a curve").drawings())
        .hasSameSizeAs(beliefs);
    assertThat(new SearchFigures(findings(HALVING)).all())
        .noneMatch(f -> f.title().startsWith("What the rest of a curve"));
  }

  @Test
  void twoObjectivesAreShownAsAFrontWithItsArea() {
    var findings = findings(TWO);
    var arm = findings.search().orElseThrow().trace().arms().get(0);
    var front = figure(new SearchFigures(findings).all(), "Two objectives");
    assertThat(front.caption()).contains("hypervolume");
    var drawing = front.drawings().get(0);
    long usable = arm.variants().stream().filter(Tried::usable).count();
    assertThat(count(drawing, "<title>")).isEqualTo(usable);
  }

  @Test
  void ofManyPointsALayerIsOnePath() {
    int many = 5000;
    double[] x = new double[many];
    for (int i = 0; i < many; i++) {
      x[i] = i;
    }
    var points =
        new Panel.Points(
            "", Panel.Symbol.DOT, 0, x, x, new double[0], java.util.Collections.nCopies(many, "t"));
    var axis = Panel.Axis.numbers("a", false, Double.NaN, Double.NaN);
    var panel = new Panel("n", "", axis, axis, List.of(points), false);
    assertThat(count(panel, "<path")).isEqualTo(1);
    assertThat(panel.svg().length()).isLessThan(80 * many);
  }

  @Test
  void aFigureOfManyPanelsHasRows() {
    var slices = figure(new SearchFigures(findings(HALVING)).all(), "What was found where");
    var document = slices.numbered("Figure 1", "f").document();
    var box = Pattern.compile("viewBox=\"0 0 (\\d+) (\\d+)\"").matcher(document);
    assertThat(box.find()).isTrue();
    assertThat(Integer.parseInt(box.group(1))).isLessThanOrEqualTo(1300);
  }

  @Test
  void theBestSoFarIsDrawnOverVariantsIterationsAndProcessorTime() {
    var findings = findings(HALVING);
    var course = figure(new SearchFigures(findings).all(), "The search");
    assertThat(course.drawings())
        .extracting(Drawing::name)
        .allMatch(name -> name.contains(": loss over ") || name.contains(".loss over "))
        .extracting(name -> name.replaceAll(".* over ", ""))
        .containsExactly("variants", "iterations spent", "processor seconds spent");
    double spent =
        findings.search().orElseThrow().trace().arms().get(0).variants().stream()
            .flatMap(v -> v.trials().stream())
            .filter(run -> !run.fresh() && run.processorSeconds() != null)
            .mapToDouble(run -> run.processorSeconds())
            .sum();
    var x = ((Panel) course.drawings().get(2)).layers().get(0).x();
    assertThat(x[x.length - 1]).isEqualTo(spent, within(1e-9));
    // a trial that went on from rung to rung has taken what it took in all, once
    assertThat(spent)
        .isEqualTo(
            0.125
                * findings.search().orElseThrow().trace().arms().get(0).variants().stream()
                    .flatMap(v -> v.trials().stream())
                    .filter(run -> !run.fresh() && run.processorSeconds() != null)
                    .mapToInt(run -> run.iterations())
                    .sum(),
            within(1e-9));
  }

  @Test
  void contoursLieBelowAPointForEveryVariantThatHasBoth() {
    var findings = findings(HALVING);
    var pairs = figure(new SearchFigures(findings).all(), "Two parameters at a time");
    var trace = findings.search().orElseThrow().trace();
    for (var drawing : pairs.drawings()) {
      var layers = ((Panel) drawing).layers();
      assertThat(layers.get(0)).isInstanceOf(Panel.Field.class);
      var field = (Panel.Field) layers.get(0);
      assertThat(field.shades()).hasDimensions(field.x().length - 1, field.y().length - 1);
      assertThat(Arrays.stream(field.shades()).flatMapToDouble(Arrays::stream))
          .allMatch(shade -> shade >= 0 && shade <= 1);
      var names = drawing.name().replaceAll(".*: ", "").split(" against ");
      long both =
          trace.arms().get(0).variants().stream()
              .filter(Tried::usable)
              .filter(v -> has(v, names[0], trace) && has(v, names[1], trace))
              .count();
      assertThat(layers.stream().filter(Panel.Points.class::isInstance))
          .anyMatch(points -> points.x().length == both);
    }
  }

  @Test
  void whoIsShownGoesByTheNameThatItHasAmongAllVariants() {
    var findings = findings(HALVING);
    var shown = findings.shown().orElseThrow();
    assertThat(shown.variant()).isGreaterThanOrEqualTo(findings.experiment().variants().size());
    var sizes = Map.of(Split.TRAIN, 150, Split.VALIDATION, 50);
    var seen = findings.with(sizes, rows -> Optional.of(images(rows.length)));
    assertThat(new GalleryFigures(seen).figure().orElseThrow().caption())
        .contains(
            "the network of "
                + findings.result().variants().get(shown.variant()).told()
                + ", seed "
                + shown.seed());
  }

  private static Examples images(int count) {
    return new Examples(
        List.of(4, 4),
        new float[16 * count],
        List.of(new Examples.Target("label", new float[count])));
  }

  private static boolean has(Tried tried, String parameter, SearchTrace trace) {
    for (int place = 0; place < trace.parameters().size(); place++) {
      if (ValueWords.axis(trace.parameters().get(place).name()).equals(parameter)
          && tried.point().get(place) != null) {
        return true;
      }
    }
    return false;
  }

  private static int count(Drawing drawing, String what) {
    return drawing.svg().split(Pattern.quote(what), -1).length - 1;
  }
}
