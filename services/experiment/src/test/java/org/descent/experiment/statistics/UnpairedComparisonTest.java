package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnpairedComparisonTest {
  /** Permeability of the human chorioamnion, Hollander &amp; Wolfe 1973, p. 69. */
  private static final double[] TERM = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};

  private static final double[] WEEKS = {1.15, 0.88, 0.90, 0.74, 1.21};

  @Test
  void permeabilityGivesThePublishedTestShiftAndInterval() {
    // One-sided p = 0.1272, estimate 0.305, interval -0.15 to 0.76
    var comparison = UnpairedComparison.of(WEEKS, TERM);
    assertThat(comparison.p()).isCloseTo(2 * 0.1272, within(1e-4));
    assertThat(comparison.larger()).isCloseTo(35 / 50.0, within(1e-12));
    assertThat(comparison.shift().atLeast()).isCloseTo(0.305, within(1e-9));
    assertThat(comparison.shift().known()).isTrue();
    var interval = comparison.shift().interval().orElseThrow();
    assertThat(interval.low()).isCloseTo(-0.15, within(1e-9));
    assertThat(interval.high()).isCloseTo(0.76, within(1e-9));
  }

  @Test
  void tiesAreLeftToThePermutations() {
    // scipy.stats.permutation_test of the rank sum, all 1716 permutations: 0.0641025641025641
    var tied =
        UnpairedComparison.of(new double[] {1, 1, 2, 3, 3, 5}, new double[] {2, 3, 4, 5, 5, 6, 7});
    assertThat(tied.p()).isCloseTo(0.0641025641025641, within(1e-12));
    assertThat(tied.larger()).isCloseTo(1 - 7.5 / 42, within(1e-12));
  }

  @Test
  void leukaemiaRemissionsGiveGehansStatistic() {
    // Gehan 1965: W = 271, so 0.5 + 271 / (2 · 21²)
    var comparison =
        UnpairedComparison.ofIterations(KaplanMeierTest.PLACEBO, KaplanMeierTest.MERCAPTOPURINE, 1);
    assertThat(comparison.larger()).isCloseTo(0.5 + 271 / 882.0, within(1e-12));
    assertThat(comparison.p()).isBetween(1e-5, 3.2e-4); // normal: 0.00031

    var many = twice(KaplanMeierTest.PLACEBO);
    var others = twice(KaplanMeierTest.MERCAPTOPURINE);
    // of twice as many: Σ score² = 8 · 22 040, W = 4 · 271
    double variance = 8 * 22_040 * 42.0 * 42 / (84 * 83);
    assertThat(UnpairedComparison.ofIterations(many, others, 1).p())
        .isCloseTo(Normal.twoSided(4 * 271 / Math.sqrt(variance)), within(1e-9));
  }

  private static List<Observation> twice(List<Observation> observations) {
    var twice = new ArrayList<>(observations);
    twice.addAll(observations);
    return twice;
  }

  @Test
  void tooFewBoundNothing() {
    // 2 / C(6, 3) = 0.1, 2 / C(9, 3) = 0.024
    var three = UnpairedComparison.of(new double[] {1, 2, 3}, new double[] {11, 12, 13});
    assertThat(three.p()).isCloseTo(0.1, within(1e-12));
    assertThat(three.shift().interval()).isEmpty();

    var six = UnpairedComparison.of(new double[] {1, 2, 3}, new double[] {11, 12, 13, 14, 15, 16});
    assertThat(six.p()).isCloseTo(2 / 84.0, within(1e-12));
    // of the differences 8 9 9 10 … 13 14 14 15 the second from either end
    assertThat(six.shift().interval()).contains(new Interval(9, 14));
  }

  @Test
  void theTestMayBeAgainstAnyRatio() {
    var few = reached(10, 11, 12, 13, 14, 15);
    var many = reached(900, 910, 920, 930, 940, 950);
    assertThat(UnpairedComparison.ofIterations(few, many, 1).larger()).isEqualTo(1);
    assertThat(UnpairedComparison.ofIterations(few, many, 10).larger()).isEqualTo(1);
    assertThat(UnpairedComparison.ofIterations(few, many, 100).larger()).isZero();
    assertThat(UnpairedComparison.ofIterations(few, many, 100).shift().atLeast())
        .isEqualTo(UnpairedComparison.ofIterations(few, many, 1).shift().atLeast())
        .isBetween(60.0, 95.0);
  }

  @Test
  void censoredTrialsBoundTheRatio() {
    var comparison =
        UnpairedComparison.ofIterations(
            reached(10, 10, 10),
            List.of(Observation.censored(99), Observation.censored(99), Observation.censored(99)),
            1);
    assertThat(comparison.larger()).isEqualTo(1);
    assertThat(comparison.shift().atLeast()).isCloseTo(10, within(1e-9)); // 100 or more over 10
    assertThat(comparison.shift().atMost()).isInfinite();

    var none =
        UnpairedComparison.ofIterations(
            List.of(Observation.censored(9)), List.of(Observation.censored(99)), 1);
    assertThat(none.larger()).isEqualTo(0.5);
    assertThat(none.shift().atLeast()).isZero();
    assertThat(none.shift().atMost()).isInfinite();
  }

  @Test
  void differencesAreFoundWithoutWritingThemDown() {
    var random = new Random(4);
    for (int round = 0; round < 50; round++) {
      double[] first = random.doubles(1 + random.nextInt(30), -3, 3).toArray();
      double[] second = random.doubles(1 + random.nextInt(30), -3, 3).toArray();
      double[] all =
          Arrays.stream(second)
              .flatMap(s -> Arrays.stream(first).map(f -> s - f))
              .sorted()
              .toArray();
      var comparison = UnpairedComparison.of(first, second);
      assertThat(comparison.shift().atLeast()).isEqualTo(OrderStatistics.median(all));
    }
  }

  @Test
  void thePermutationsAndTheNormalDistributionAgreeWhereOneGivesWayToTheOther() {
    double[] first = IntStream.range(0, 25).mapToDouble(i -> i).toArray();
    double[] exact = IntStream.range(0, 25).mapToDouble(i -> i + 6.5).toArray();
    double[] normal = IntStream.range(0, 26).mapToDouble(i -> i + 6.2).toArray();
    assertThat(UnpairedComparison.of(first, exact).p())
        .isCloseTo(UnpairedComparison.of(first, normal).p(), within(0.01));
  }

  private static List<Observation> reached(int... iterations) {
    return IntStream.of(iterations).mapToObj(Observation::reached).toList();
  }
}
