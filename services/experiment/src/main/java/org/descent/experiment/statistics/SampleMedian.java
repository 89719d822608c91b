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
}
