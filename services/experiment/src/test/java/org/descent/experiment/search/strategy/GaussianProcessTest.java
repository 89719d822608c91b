package org.descent.experiment.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.descent.experiment.search.strategy.GaussianProcess.Numbers;
import org.descent.experiment.search.strategy.GpStrategy.Improvement;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
  private static final boolean[] NUMBERS_ONLY = {false, false};

  @Test
  void onePointPredictsByTheKernelAlone() {
    // length ½, σ² = 2, noise 0.5; at a distance of 0.3: r = 0.6
    var numbers = new Numbers(new double[] {Math.log(4)}, Math.log(2), Math.log(0.5));
    var process =
        GaussianProcess.of(
            new double[][] {{0.2}}, new boolean[] {false}, new double[] {3}, numbers);
    double r = 0.6;
    double kernel =
        2 * (1 + Math.sqrt(5) * r + 5 * r * r / 3) * Math.exp(-Math.sqrt(5) * r); // 1.4626
    var expected = process.at(new double[] {0.5});
    assertThat(expected.mean()).isCloseTo(kernel * 3 / 2.5, within(1e-8));
    assertThat(expected.variance()).isCloseTo(2 - kernel * kernel / 2.5, within(1e-8));
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(4L);
    var points = new double[12][];
    Arrays.setAll(points, i -> random.doubles(2).toArray());
    var values = Arrays.stream(points).mapToDouble(x -> Math.sin(5 * x[0]) + x[1]).toArray();
    var process =
        GaussianProcess.of(
            points,
            NUMBERS_ONLY,
            values,
            new Numbers(new double[] {1.5, 0.3}, 0.2, Math.log(1e-3)));
    double[] x = {0.31, 0.62};
    var mean = new double[2];
    var variance = new double[2];
    process.at(x, mean, variance);
    double h = 1e-6;
    for (int i = 0; i < 2; i++) {
      var above = x.clone();
      above[i] += h;
      var below = x.clone();
      below[i] -= h;
      assertThat(mean[i])
          .isCloseTo((process.at(above).mean() - process.at(below).mean()) / (2 * h), within(1e-6));
      assertThat(variance[i])
          .isCloseTo(
              (process.at(above).variance() - process.at(below).variance()) / (2 * h),
              within(1e-6));
    }
  }

  @Test
  void fittingFindsWhichDimensionMattersAndHowNoisyValuesAre() {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(9L);
    var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    var points = new double[60][];
    Arrays.setAll(points, i -> random.doubles(2).toArray());
    var values =
        Arrays.stream(points)
            .mapToDouble(x -> 1.4 * Math.sin(8 * x[0]) + 0.2 * gaussian.sample())
            .toArray();
    var numbers =
        GaussianProcess.fit(
            points, NUMBERS_ONLY, values, new Numbers(new double[] {1.4, 1.4}, 0, Math.log(1e-3)));
    assertThat(numbers.logWeights()[0]).isGreaterThan(numbers.logWeights()[1] + 2);
    assertThat(Math.exp(numbers.logNoise())).isBetween(0.02, 0.08); // 0.2² = 0.04
  }

  @Test
  void fittingDescendsWhatItDifferentiates() {
    // a start at the optimum of one of its own descents stays there
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(2L);
    var points = new double[25][];
    Arrays.setAll(points, i -> random.doubles(2).toArray());
    var values = Arrays.stream(points).mapToDouble(x -> x[0] * x[0] - x[1]).toArray();
    var first =
        GaussianProcess.fit(points, NUMBERS_ONLY, values, new Numbers(new double[] {0, 0}, 0, -5));
    var again = GaussianProcess.fit(points, NUMBERS_ONLY, values, first);
    for (int i = 0; i < 2; i++) {
      assertThat(again.logWeights()[i]).isCloseTo(first.logWeights()[i], within(0.05));
    }
  }

  @Test
  void improvementIsTheTextbooksNearAndItsSeriesFarAway() {
    assertThat(Improvement.log(0)).isCloseTo(Math.log(1 / Math.sqrt(2 * Math.PI)), within(1e-12));
    assertThat(Improvement.log(-4.999)).isCloseTo(Improvement.log(-5.001), within(0.02));
    for (double z : new double[] {-40, -8, -2, 0.5, 3}) {
      double difference = (Improvement.log(z + 1e-5) - Improvement.log(z - 1e-5)) / 2e-5;
      assertThat(Improvement.slope(z)).isCloseTo(difference, within(0.02 * difference));
    }
  }

  @Test
  void warpedValuesKeepTheirOrderAndLoseTheirTail() {
    var losses = IntStream.range(0, 40).mapToDouble(i -> Math.pow(10, i / 8.0)).toArray();
    var warp = Warp.of(losses);
    var warped = Arrays.stream(losses).map(warp::of).toArray();
    for (int i = 1; i < warped.length; i++) {
      assertThat(warped[i]).isGreaterThan(warped[i - 1]);
    }
    assertThat(warped[39]).isLessThan(3); // as it is, the largest is 5 deviations away
    assertThat(Arrays.stream(warped).average().orElseThrow()).isCloseTo(0, within(1e-9));
  }

  @Test
  void minimiserStopsAtTheWallsOfItsBox() {
    var lowest =
        BoxMinimiser.from(
            new double[] {0.5, 0.5},
            new double[] {0, 0},
            new double[] {1, 1},
            100,
            (x, gradient) -> {
              gradient[0] = 2 * (x[0] - 0.3) + (x[1] - 2);
              gradient[1] = 8 * (x[1] - 2) + (x[0] - 0.3);
              return (x[0] - 0.3) * (x[0] - 0.3)
                  + 4 * (x[1] - 2) * (x[1] - 2)
                  + (x[0] - 0.3) * (x[1] - 2);
            });
    // along x1 = 1: 2 (x0 - 0.3) = 1
    assertThat(lowest.x()[0]).isCloseTo(0.8, within(1e-4));
    assertThat(lowest.x()[1]).isEqualTo(1);
  }
}
