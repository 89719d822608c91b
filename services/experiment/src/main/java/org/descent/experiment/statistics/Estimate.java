package org.descent.experiment.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * A number found from observations of which some are known to be large only.
 *
 * @param atLeast what it is at least, −∞ or more
 * @param atMost what it is at most; the same where nothing censored has a say
 * @param interval of its confidence; empty where there are too few observations for one
 */
public record Estimate(double atLeast, double atMost, Optional<Interval> interval) {
  /** Whether it is one finite number. */
  public boolean known() {
    return atLeast == atMost && Double.isFinite(atLeast);
  }

  /**
   * The median of numbers that are known within bounds, with the interval from their order
   * statistics: its low end is that of the lower bounds, its high end that of the upper ones.
   *
   * @param low lower bounds, [n]
   * @param high upper bounds, [n]
   */
  public static Estimate median(double[] low, double[] high) {
    double[] lows = sorted(low);
    double[] highs = sorted(high);
    int rank = OrderStatistics.rank(low.length, Interval.CONFIDENCE);
    return new Estimate(
        OrderStatistics.median(lows),
        OrderStatistics.median(highs),
        rank == 0
            ? Optional.empty()
            : Optional.of(new Interval(lows[rank - 1], highs[highs.length - rank])));
  }

  /** exp of it: of a difference of logarithms, the ratio. */
  Estimate exp() {
    return new Estimate(
        Math.exp(atLeast),
        Math.exp(atMost),
        interval.map(i -> new Interval(Math.exp(i.low()), Math.exp(i.high()))));
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
