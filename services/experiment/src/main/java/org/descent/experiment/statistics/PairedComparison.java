package org.descent.experiment.statistics;

import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Two variants on common seeds: which needs fewer iterations, and by what factor. Nothing is
 * assumed of how iterations are distributed, and a trial that did not reach its target says what it
 * can: that the target lies beyond its budget.
 *
 * @param pairs number of common seeds
 * @param firstFaster pairs in which the first variant needed fewer iterations
 * @param secondFaster the same for the second; the rest are ties or cannot be told apart, since
 *     neither reached its target, or one only beyond the other's budget
 * @param signTest two-sided p-value of the sign test, undecided pairs left out (Dixon &amp; Mood
 *     1946); 1 without any decided pair
 * @param ratio median of second over first, with its interval, which excludes 1 where the sign test
 *     of as many decided pairs is significant
 */
public record PairedComparison(
    int pairs, int firstFaster, int secondFaster, double signTest, Estimate ratio) {
  /** The fewest pairs by which the sign test, or an interval, can tell anything: 6. */
  public static final int NEEDED = Median.NEEDED;

  /** Two variants' observations from one seed. */
  public record Pair(Observation first, Observation second) {
    /** The logarithm of second over first is at least this. */
    double logAtLeast() {
      return second.logAtLeast() - first.logAtMost();
    }

    /** And at most this. */
    double logAtMost() {
      return second.logAtMost() - first.logAtLeast();
    }
  }

  /**
   * Compares the variants on {@code pairs}, one a seed.
   *
   * @throws IllegalArgumentException without any
   */
  public static PairedComparison of(List<Pair> pairs) {
    if (pairs.isEmpty()) {
      throw new IllegalArgumentException("a comparison needs a pair");
    }
    double[] low = pairs.stream().mapToDouble(Pair::logAtLeast).toArray();
    double[] high = pairs.stream().mapToDouble(Pair::logAtMost).toArray();
    int first = (int) pairs.stream().filter(p -> p.logAtLeast() > 0).count();
    int second = (int) pairs.stream().filter(p -> p.logAtMost() < 0).count();
    return new PairedComparison(
        pairs.size(), first, second, signTest(first, second), Estimate.median(low, high).exp());
  }

  /** The two-sided p-value of so many differences above and below 0: twice the smaller tail. */
  public static double signTest(int positive, int negative) {
    int fewer = Math.min(positive, negative);
    double tail = BinomialDistribution.of(positive + negative, 0.5).cumulativeProbability(fewer);
    return Math.min(1, 2 * tail);
  }
}
