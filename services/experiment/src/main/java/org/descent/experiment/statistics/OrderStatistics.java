package org.descent.experiment.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * What order statistics say of a median, whatever the distribution: x₍ᵣ₎ to x₍ₙ₊₁₋ᵣ₎ holds it
 * unless fewer than r of n observations fall on one side of it, which the binomial distribution
 * knows (Thompson 1936; David &amp; Nagaraja 2003, section 7.1). Where values tie it holds the
 * median more often still.
 */
final class OrderStatistics {
  private OrderStatistics() {}

  /** The fewest observations whose smallest and largest hold the median so often: 6 for 95 %. */
  static int needed(double confidence) {
    int n = 1;
    while (rank(n, confidence) == 0) {
      n++;
    }
    return n;
  }

  /**
   * The largest r, from 1, for which x₍ᵣ₎ to x₍ₙ₊₁₋ᵣ₎ holds the median with at least {@code
   * confidence}; 0 if {@code n} observations are too few.
   */
  static int rank(int n, double confidence) {
    if (n < 1) {
      return 0;
    }
    var below = BinomialDistribution.of(n, 0.5);
    double tail = (1 - confidence) / 2;
    int rank = below.inverseCumulativeProbability(tail);
    while (below.cumulativeProbability(rank) <= tail) {
      rank++;
    }
    while (rank > 0 && below.cumulativeProbability(rank - 1) > tail) {
      rank--;
    }
    return rank;
  }

  /** The median of {@code sorted}, half way between the middle two where there are two. */
  static double median(double[] sorted) {
    int n = sorted.length;
    return 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
  }
}
