package org.descent.experiment.statistics;

import java.util.Collection;
import java.util.Optional;
import org.descent.contracts.event.ReportPublished.Quantile;

/**
 * The median of iterations to target with its confidence interval: the one estimate of it that
 * there is. A trial that did not reach its target within its budget counts as slower than all that
 * did.
 *
 * @param trials number of those observed
 * @param quantile the median as {@link Quantiles} has it: half way between the middle two
 * @param interval from order statistics, which holds the median whatever the distribution; its ends
 *     are infinite where they are trials that did not reach their target. Empty with fewer than
 *     {@link #NEEDED} trials
 * @param atLeast the same as {@code quantile} of the earliest that trials can have reached their
 *     targets, infinite where it is not reached: where those are judged by measurements the median
 *     lies between the two, else they are one. So does {@code interval} go from the earliest to the
 *     latest
 */
public record Median(int trials, Quantile quantile, Optional<Interval> interval, double atLeast) {
  /** The fewest trials that bound a median with 95 % confidence: 1 − 2·½⁶ = 96.9 %. */
  public static final int NEEDED = OrderStatistics.needed(Interval.CONFIDENCE);

  /** The median of {@code observations}, of which there is at least one. */
  public static Median of(Collection<Observation> observations) {
    int n = observations.size();
    int rank = OrderStatistics.rank(n, Interval.CONFIDENCE);
    double[] sorted = observations.stream().mapToDouble(Observation::orInfinite).sorted().toArray();
    double[] least =
        observations.stream().mapToDouble(Observation::leastOrInfinite).sorted().toArray();
    return new Median(
        n,
        Quantiles.of(0.5, observations),
        rank == 0 ? Optional.empty() : Optional.of(new Interval(least[rank - 1], sorted[n - rank])),
        Quantiles.middle(least));
  }

  /** Whether it is known to an interval only. */
  public boolean between() {
    return atLeast < iterations();
  }

  /** The median; infinite where it lies beyond the budget. */
  public double iterations() {
    return quantile.reached() ? quantile.iterations() : Double.POSITIVE_INFINITY;
  }
}
