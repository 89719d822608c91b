package org.descent.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MedianTest {
  @Test
  void ranksAreThoseOfThePublishedTables() {
    // Conover 1999, table A3, or qbinom(0.025, n, 0.5): n, r of 95 %
    int[][] published = {
      {5, 0}, {6, 1}, {8, 1}, {9, 2}, {11, 2}, {12, 3}, {15, 4}, {20, 6}, {25, 8}, {50, 18},
      {100, 40}
    };
    for (int[] row : published) {
      assertThat(OrderStatistics.rank(row[0], 0.95)).as("n = %d", row[0]).isEqualTo(row[1]);
    }
    assertThat(Median.NEEDED).isEqualTo(6);
    assertThat(OrderStatistics.needed(0.5)).isEqualTo(2); // 1 - 2 · ½² = 0.5
  }

  @Test
  void minimumAndMaximumOfThreeAreNoInterval() {
    var three = IntStream.of(850, 1166, 1450).mapToObj(Observation::reached).toList();
    assertThat(Median.of(three).interval()).isEmpty();
    assertThat(Median.of(three).iterations()).isEqualTo(1166);
  }

  @Test
  void whereTrialsAreKnownToIntervalsTheMedianIsToo() {
    var observations =
        IntStream.of(100, 200, 200, 300, 300, 400)
            .mapToObj(upTo -> Observation.between(upTo - 100, upTo))
            .toList();
    var median = Median.of(observations);
    assertThat(median.between()).isTrue();
    assertThat(median.atLeast()).isEqualTo(151); // half way between 101 and 201
    assertThat(median.iterations()).isEqualTo(250);
    assertThat(median.interval()).contains(new Interval(1, 400)); // the earliest, the latest
    assertThat(Median.of(List.of(Observation.reached(7))).between()).isFalse();
    var mixed = List.of(Observation.between(0, 50), Observation.censored(60));
    assertThat(Median.of(mixed).between()).isFalse(); // beyond the budget
  }

  @Test
  void whoIsFasterIsKnownOnlyWhereIntervalsAreApart() {
    var early = Observation.between(0, 100);
    var late = Observation.between(100, 200);
    var pairs =
        List.of(
            new PairedComparison.Pair(early, late),
            new PairedComparison.Pair(early, early),
            new PairedComparison.Pair(late, Observation.censored(50)));
    var comparison = PairedComparison.of(pairs);
    assertThat(comparison.firstFaster()).isEqualTo(1);
    assertThat(comparison.secondFaster()).isZero();
  }

  @Test
  void aSmallerBudgetBetweenTwoMeasurementsLeavesWhatIsKnown() {
    var seen = Observation.between(100, 200);
    assertThat(seen.within(200)).isEqualTo(seen);
    assertThat(seen.within(150)).isEqualTo(Observation.censored(100));
    assertThat(seen.within(100)).isEqualTo(Observation.censored(100));
    assertThat(seen.within(60)).isEqualTo(Observation.censored(60));
  }

  @Test
  void theIntervalBelongsToTheMedian() {
    var random = new Random(1);
    for (int n = 1; n <= 40; n++) {
      for (int round = 0; round < 20; round++) {
        var observations = new ArrayList<Observation>();
        for (int i = 0; i < n; i++) {
          int iterations = 1 + random.nextInt(1000);
          observations.add(
              iterations > 600 ? Observation.censored(600) : Observation.reached(iterations));
        }
        var median = Median.of(observations);
        assertThat(median.interval().isPresent()).isEqualTo(n >= Median.NEEDED);
        median.interval().ifPresent(i -> assertThat(i.contains(median.iterations())).isTrue());
      }
    }
  }

  @Test
  void theIntervalHoldsTheMedianAsOftenAsItSays() {
    var random = new Random(2);
    double truth = Math.log(2);
    for (int n : new int[] {6, 10, 25}) {
      int held = 0;
      for (int round = 0; round < 4000; round++) {
        var observations = new ArrayList<Observation>();
        for (int i = 0; i < n; i++) {
          int iterations = 1 + (int) (-1e6 * Math.log(1 - random.nextDouble()));
          observations.add(
              iterations > 1_200_000
                  ? Observation.censored(1_200_000)
                  : Observation.reached(iterations));
        }
        held += Median.of(observations).interval().get().contains(1e6 * truth) ? 1 : 0;
      }
      // 4000 draws at 0.95 have a standard error of 0.0034
      assertThat(held / 4000.0).as("n = %d", n).isGreaterThan(0.94);
    }
  }

  @Test
  void endsBeyondTheBudgetAreInfinite() {
    var observations = new ArrayList<>(List.of(Observation.reached(10), Observation.reached(20)));
    for (int i = 0; i < 8; i++) {
      observations.add(Observation.censored(500));
    }
    var median = Median.of(observations);
    assertThat(median.iterations()).isInfinite();
    assertThat(median.quantile().iterations()).isEqualTo(500);
    assertThat(median.interval()).contains(new Interval(20, Double.POSITIVE_INFINITY));
  }

  @Test
  void theMedianOfAnEvenNumberIsHalfWay() {
    assertThat(OrderStatistics.median(new double[] {1, 3, 10, 11})).isEqualTo(6.5);
    double inf = Double.POSITIVE_INFINITY;
    assertThat(OrderStatistics.median(new double[] {1, 3, inf, inf})).isEqualTo(inf);
    assertThat(OrderStatistics.median(new double[] {-inf, -inf, 3, 5})).isEqualTo(-inf);
    assertThat(Arrays.stream(new double[] {OrderStatistics.median(new double[] {7})}).sum())
        .isCloseTo(7, within(0.0));
  }
}
