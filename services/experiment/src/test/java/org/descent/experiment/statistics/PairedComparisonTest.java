package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.experiment.statistics.PairedComparison.Pair;
import org.junit.jupiter.api.Test;

class PairedComparisonTest {
  @Test
  void signTestIsBinomial() {
    assertThat(PairedComparison.signTest(9, 1)).isCloseTo(2 * 11 / 1024.0, within(1e-12));
    // scipy.stats.binomtest(6, 10): 0.75390625
    assertThat(PairedComparison.signTest(6, 4)).isCloseTo(0.75390625, within(1e-12));
    assertThat(PairedComparison.signTest(5, 14)).isCloseTo(0.063568115234375, within(1e-12));
    assertThat(PairedComparison.signTest(14, 5)).isEqualTo(PairedComparison.signTest(5, 14));
    assertThat(PairedComparison.signTest(0, 0)).isEqualTo(1);
  }

  @Test
  void theRatioIsTheMedianOfTheRatios() {
    var odd = PairedComparison.of(List.of(pair(100, 200), pair(100, 400), pair(50, 50)));
    assertThat(odd.firstFaster()).isEqualTo(2);
    assertThat(odd.secondFaster()).isZero();
    assertThat(odd.ratio().known()).isTrue();
    assertThat(odd.ratio().atLeast()).isCloseTo(2, within(1e-12));

    var even = PairedComparison.of(List.of(pair(100, 200), pair(100, 800)));
    assertThat(even.ratio().atLeast()).isCloseTo(4, within(1e-12)); // √(2·8)
  }

  @Test
  void fewerThanSixPairsBoundNothing() {
    var five = IntStream.range(0, 5).mapToObj(i -> pair(100, 200 + i)).toList();
    assertThat(PairedComparison.of(five).ratio().interval()).isEmpty();

    var six = IntStream.range(0, 6).mapToObj(i -> pair(100, 200 + i)).toList();
    var interval = PairedComparison.of(six).ratio().interval().orElseThrow();
    assertThat(interval.low()).isCloseTo(2, within(1e-12));
    assertThat(interval.high()).isCloseTo(2.05, within(1e-12));
  }

  @Test
  void theIntervalExcludesOneExactlyWhereTheSignTestIsSignificant() {
    for (int n = 1; n <= 60; n++) {
      for (int first = 0; first <= n; first++) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < n; i++) {
          pairs.add(pair(100, i < first ? 101 + i : 99 - i));
        }
        var comparison = PairedComparison.of(pairs);

        boolean excluded = comparison.ratio().interval().filter(i -> !i.contains(1)).isPresent();
        assertThat(excluded)
            .as("%d of %d", first, n)
            .isEqualTo(comparison.signTest() <= Interval.LEVEL);
      }
    }
  }

  @Test
  void aTrialWithoutItsTargetSaysOnlyWhatItCan() {
    var some =
        PairedComparison.of(
            List.of(
                pair(100, 200),
                new Pair(Observation.reached(50), Observation.censored(500)), // 501 / 50 or more
                new Pair(Observation.censored(500), Observation.censored(500)))); // anything
    assertThat(some.firstFaster()).isEqualTo(2);
    assertThat(some.secondFaster()).isZero();
    assertThat(some.signTest()).isEqualTo(0.5);
    assertThat(some.ratio().known()).isFalse();
    assertThat(some.ratio().atLeast()).isCloseTo(2, within(1e-12));
    assertThat(some.ratio().atMost()).isInfinite();
  }

  @Test
  void beyondASmallerBudgetMayStillBeSooner() {
    var pair = new Pair(Observation.reached(900), Observation.censored(500));
    var comparison = PairedComparison.of(List.of(pair));
    assertThat(comparison.firstFaster() + comparison.secondFaster()).isZero();

    var sure = new Pair(Observation.reached(500), Observation.censored(500));
    assertThat(PairedComparison.of(List.of(sure)).firstFaster()).isEqualTo(1);
  }

  private static Pair pair(int first, int second) {
    return new Pair(Observation.reached(first), Observation.reached(second));
  }
}
