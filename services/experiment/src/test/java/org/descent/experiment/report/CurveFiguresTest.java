package org.descent.experiment.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ColumnRanges;
import org.descent.experiment.results.Spacing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CurveFiguresTest {
  private static final String NETWORK =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: curves
      data: xor
      network:
        layers: [{dense: {units: 2, activation: tanh}}]
        heads: [{binary: {}}]
      loss: cross-entropy
      budget: 5000
      seeds: 7
      """;
  private static final String RATES =
      NETWORK
          + """
          optimiser: {sgd: {learningRate: 1}}
          vary: {optimiser.sgd.learningRate: RATES}
          """;

  /** Rough, long and short, some with spikes, some that diverge. */
  private static float[] curve(Variant variant, long seed) {
    var random = new Random(100 * seed + variant.ordinal());
    var loss = new float[20 + random.nextInt(4900)];
    for (int i = 0; i < loss.length; i++) {
      double spike = random.nextInt(500) == 0 ? 5 : 0;
      loss[i] = (float) (Math.exp(-i / 300.0) * (1 + 0.3 * random.nextGaussian()) + spike);
    }
    if (random.nextInt(4) == 0) {
      loss[loss.length - 1] = Float.NaN;
    }
    return loss;
  }

  private static List<Plot> plots(Findings findings) {
    return new CurveFigures(findings)
        .all().stream()
            .flatMap(f -> f.drawings().stream())
            .map(d -> d instanceof Plot p ? p : null)
            .toList();
  }

  private static Findings rates(int count) {
    var rates = IntStream.rangeClosed(1, count).mapToObj(i -> i + "").toList();
    return Told.of(RATES.replace("RATES", rates.toString()), CurveFiguresTest::curve);
  }

  /** The metric of each of the variant's trials, iteration by iteration. */
  private static List<float[]> curves(Findings findings, Variant variant, String metric) {
    return findings.trials(variant).stream()
        .map(t -> findings.curves().values(t.trial(), metric))
        .toList();
  }

  /**
   * Sorted out by hand: type 7, what has ended counts on, a loss that is no number is the worst.
   */
  private static double[] quantile(List<float[]> curves, double p) {
    int longest = curves.stream().mapToInt(c -> c.length).max().orElse(0);
    var quantiles = new double[longest];
    for (int i = 0; i < longest; i++) {
      int at = i;
      double[] sorted =
          curves.stream()
              .mapToDouble(c -> c[Math.min(at, c.length - 1)])
              .map(v -> Double.isNaN(v) ? Double.POSITIVE_INFINITY : v)
              .sorted()
              .toArray();
      double place = (sorted.length - 1) * p;
      int below = (int) place;
      quantiles[i] = sorted[below];
      if (place > below && sorted[below + 1] != sorted[below]) {
        quantiles[i] += (place - below) * (sorted[below + 1] - sorted[below]);
      }
    }
    return DoubleStream.of(quantiles).map(v -> (float) v).toArray();
  }

  private static void assertDrawn(
      double[] x, double[] y, double[] truth, int last, Spacing spacing, String name) {
    double[] all = IntStream.rangeClosed(1, truth.length).asDoubleStream().toArray();
    assertThat(ColumnRanges.of(x, y, spacing, last, Plot.COLUMNS))
        .as(name)
        .isEqualTo(ColumnRanges.of(all, truth, spacing, last, Plot.COLUMNS));
  }

  @ParameterizedTest
  @EnumSource
  void inEachColumnOfAFigureTheDrawnRangesAreTheTrueOnes(Spacing spacing) {
    var findings = rates(3);
    var plots = plots(findings);
    assertThat(plots).hasSize(6);
    for (var variant : findings.experiment().variants()) {
      for (int metric = 0; metric < 2; metric++) {
        var name = metric == 0 ? "loss" : "accuracy";
        var plot = plots.get(2 * variant.ordinal() + metric);
        var series = plot.series().get(0);
        var curves = curves(findings, variant, name);
        int last = curves.stream().mapToInt(c -> c.length).max().getAsInt();

        assertDrawn(series.x(), series.y(), quantile(curves, 0.5), last, spacing, name);
        assertDrawn(series.x(), series.low(), quantile(curves, 0.1), last, spacing, name + " low");
        assertDrawn(
            series.x(), series.high(), quantile(curves, 0.9), last, spacing, name + " high");
        assertThat(series.singles()).hasSize(7);
        for (int i = 0; i < 7; i++) {
          var single = series.singles().get(i);
          float[] values = curves.get(i);
          double[] truth = IntStream.range(0, values.length).mapToDouble(j -> values[j]).toArray();
          assertDrawn(single.x(), single.y(), truth, last, spacing, single.name());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameWhereVariantsShareAFigure(Spacing spacing) {
    var findings = rates(8);
    var losses = plots(findings).get(0);
    var variants = findings.experiment().variants();
    var curves = variants.stream().map(v -> curves(findings, v, "loss")).toList();
    int last = curves.stream().flatMap(List::stream).mapToInt(c -> c.length).max().getAsInt();
    assertThat(losses.series()).hasSize(8);
    for (int v = 0; v < 8; v++) {
      var series = losses.series().get(v);
      assertDrawn(
          series.x(), series.y(), quantile(curves.get(v), 0.5), last, spacing, series.name());
    }
  }

  @Test
  void noBandAndNoLineIsCutOffByItsAxis() {
    var all = new ArrayList<Plot>();
    for (int variants : new int[] {1, 3, 8, 12}) {
      all.addAll(plots(rates(variants)));
    }
    for (var plot : all) {
      var scale = plot.heights();
      for (var series : plot.series()) {
        Stream.of(series.y(), series.low(), series.high())
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .forEach(y -> assertThat(y).as(plot.name()).isBetween(scale.low(), scale.high()));
      }
    }
  }

  @Test
  void noAxisIsSharedByLossesOfDifferentKinds() {
    var losses =
        RATES
            .replace("loss: cross-entropy\n", "")
            .replace("RATES}", "[1, 2, 3, 4, 5], loss: [l2, cross-entropy]}");
    var findings = Told.of(losses, CurveFiguresTest::curve);
    assertThat(findings.experiment().variants()).hasSize(10);

    var labels = new ArrayList<String>();
    for (var plot : plots(findings)) {
      var quantity = plot.y().label();
      labels.add(quantity);
      if (!quantity.equals("accuracy")) {
        var other = quantity.equals("loss, L2") ? "cross-entropy" : "l2";
        assertThat(plot.series()).noneMatch(s -> s.name().contains(other)).hasSize(5);
      }
    }
    assertThat(labels).containsExactly("loss, L2", "accuracy", "loss, cross-entropy", "accuracy");
  }

  @Test
  void aBandThatDivergesLeavesTheFigureInsteadOfEnding() {
    // 2 of 7 trials end with NaN: the 90 % are infinite from there on, the median is not
    var findings =
        Told.of(
            NETWORK,
            (v, seed) -> {
              var loss = new float[400];
              Arrays.fill(loss, 1f / seed);
              loss[399] = seed > 5 ? Float.NaN : 0.1f;
              return seed > 5 ? Arrays.copyOfRange(loss, 300, 400) : loss;
            });
    var series = plots(findings).get(0).series().get(0);
    int n = series.x().length;
    assertThat(series.x()[n - 1]).isEqualTo(400);
    assertThat(series.high()[n - 1]).isInfinite();
    assertThat(series.y()[n - 1]).isFinite();
    assertThat(series.low()).doesNotContain(Double.NaN);
    assertThat(plots(findings).get(0).svg()).doesNotContain("NaN", "Infinity");
  }
}
