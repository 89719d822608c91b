package org.descent.experiment.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The median of some numbers with its confidence interval from order statistics, whatever the
 * distribution.
 *
 * @param value half way between the middle two
 * @param interval empty with fewer than {@link Median#NEEDED} numbers
 */
public record SampleMedian(double value, Optional<Interval> interval) {
  /** The median of {@code numbers}, of which there is at least one and none is NaN. */
  public static SampleMedian of(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int rank = OrderStatistics.rank(n, Interval.CONFIDENCE);
    return new SampleMedian(
        OrderStatistics.median(sorted),
        rank == 0
            ? Optional.empty()
            : Optional.of(new Interval(sorted[rank - 1], sorted[n - rank])));
  }

  /**
   * The quantile at {@code probability} in [0, 1] of {@code sorted} numbers, at least one: linear
   * between order statistics at (n - 1)p, type 7 of Hyndman &amp; Fan 1996. Between a number and
   * one that is infinite it is infinite.
   */
  public static double quantile(double[] sorted, double probability) {
    double position = (sorted.length - 1) * probability;
    int below = (int) position;
    double fraction = position - below;
    return fraction == 0 || sorted[below] == sorted[below + 1]
        ? sorted[below]
        : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
  }
}
