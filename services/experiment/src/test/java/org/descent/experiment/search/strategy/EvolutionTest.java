package org.descent.experiment.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.experiment.search.strategy.Evolution.Constants;
import org.junit.jupiter.api.Test;

class EvolutionTest {
  private interface Landscape {
    double height(double[] x);
  }

  @Test
  void sphereIsDescendedToTheLastDigits() {
    // linear convergence: ln(10¹⁰) / 0.2 a generation and dimension or faster
    assertThat(lowest(x -> sum(x, v -> v * v), ones(10, 3), 1, 10, 400)).isLessThan(1e-10);
  }

  @Test
  void ellipsoidOfConditionAMillionIsLearnt() {
    // 10^(6 i / (n - 1)) x_i²: hopeless for a sphere of steps
    assertThat(
            lowest(
                x ->
                    IntStream.range(0, 6)
                        .mapToDouble(i -> Math.pow(10, 6.0 * i / 5) * x[i] * x[i])
                        .sum(),
                ones(6, 2),
                1,
                9,
                700))
        .isLessThan(1e-10);
  }

  @Test
  void rosenbrocksValleyIsFollowedToItsEnd() {
    assertThat(
            lowest(
                x -> {
                  double height = 0;
                  for (int i = 0; i < x.length - 1; i++) {
                    height += 100 * Math.pow(x[i + 1] - x[i] * x[i], 2) + Math.pow(1 - x[i], 2);
                  }
                  return height;
                },
                ones(5, -0.5),
                0.5,
                8,
                1500))
        .isLessThan(1e-10);
  }

  @Test
  void acklaysRipplesDoNotHoldIt() {
    assertThat(
            lowest(
                x ->
                    -20 * Math.exp(-0.2 * Math.sqrt(sum(x, v -> v * v) / x.length))
                        - Math.exp(sum(x, v -> Math.cos(2 * Math.PI * v)) / x.length)
                        + 20
                        + Math.E,
                ones(5, 8),
                6,
                16,
                400))
        .isLessThan(1e-8);
  }

  @Test
  void constantsAreThoseOfTheTutorial() {
    // λ = 6, n = 2: w' = ln 3.5 - ln i; μ = 3
    var constants = Constants.of(2, 6);
    double[] raw = {Math.log(3.5), Math.log(3.5 / 2), Math.log(3.5 / 3)};
    double sum = raw[0] + raw[1] + raw[2];
    for (int i = 0; i < 3; i++) {
      assertThat(constants.weights()[i]).isCloseTo(raw[i] / sum, within(1e-12));
    }
    double effective = sum * sum / (raw[0] * raw[0] + raw[1] * raw[1] + raw[2] * raw[2]); // 2.0286
    assertThat(constants.effective()).isCloseTo(effective, within(1e-12));
    assertThat(constants.cs()).isCloseTo((effective + 2) / (2 + effective + 5), within(1e-12));
    assertThat(constants.c1()).isCloseTo(2 / (3.3 * 3.3 + effective), within(1e-12));
  }

  @Test
  void aGenerationThatAgreesMovesTheMeanToItsWeightedMiddle() {
    var start = Evolution.around(new double[] {0.5, 0.5}, 0.1);
    double[][] steps = {{1, 0}, {0, 1}, {0.5, 0.5}, {0, 0}, {-0.5, 0}, {-1, 0}};
    var constants = Constants.of(2, 6);
    var weights = constants.weights();
    var after = start.after(steps, constants, ones(2, 1));
    assertThat(after.mean()[0])
        .isCloseTo(0.5 + 0.1 * (weights[0] + 0.5 * weights[2]), within(1e-12));
    assertThat(after.mean()[1])
        .isCloseTo(0.5 + 0.1 * (weights[1] + 0.5 * weights[2]), within(1e-12));
    assertThat(after.generation()).isEqualTo(1);
  }

  @Test
  void aStepFromFarAwayCountsAsALongOneAndNotMore() {
    var start = Evolution.around(new double[] {0.5, 0.5}, 0.1);
    var constants = Constants.of(2, 4);
    double[][] far = {{1000, 0}, {0, 0}, {0, 0}, {0, 0}};
    // √2 + 2·2/(2 + 2)
    double farthest = Math.sqrt(2) + 1;
    assertThat(start.after(far, constants, ones(2, 1)).mean()[0])
        .isCloseTo(0.5 + 0.1 * constants.weights()[0] * farthest, within(1e-12));
  }

  private static double lowest(
      Landscape landscape, double[] mean, double sigma, int individuals, int generations) {
    int n = mean.length;
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(3L);
    var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    var evolution = Evolution.around(mean, sigma);
    var constants = Constants.of(n, individuals);
    double lowest = Double.POSITIVE_INFINITY;
    for (int g = 0; g < generations; g++) {
      var axes = evolution.axes();
      var steps = new double[individuals][];
      var heights = new double[individuals];
      for (int k = 0; k < individuals; k++) {
        steps[k] = axes.stretch(gaussian.samples(n).toArray());
        var x = new double[n];
        for (int i = 0; i < n; i++) {
          x[i] = evolution.mean()[i] + evolution.sigma() * steps[k][i];
        }
        heights[k] = landscape.height(x);
        lowest = Math.min(lowest, heights[k]);
      }
      var ranked =
          IntStream.range(0, individuals)
              .boxed()
              .sorted(Comparator.comparingDouble(k -> heights[k]))
              .map(k -> steps[k])
              .toArray(double[][]::new);
      evolution = evolution.after(ranked, constants, ones(n, 1));
    }
    return lowest;
  }

  private static double sum(double[] x, java.util.function.DoubleUnaryOperator f) {
    return Arrays.stream(x).map(f).sum();
  }

  private static double[] ones(int n, double factor) {
    return IntStream.range(0, n).mapToDouble(i -> factor).toArray();
  }
}
