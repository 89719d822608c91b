package org.descent.experiment.statistics;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Two variants on common seeds: which needs fewer iterations, and by what factor.
 *
 * @param pairs number of common seeds
 * @param firstFaster pairs in which the first variant needed fewer iterations; a target that was
 *     not reached is later than any that was
 * @param secondFaster the same for the second
 * @param signTest two-sided p-value of the sign test, ties left out (Dixon &amp; Mood 1946); 1
 *     without any decided pair
 * @param factor second over first; only where every trial of both reached its target and there are
 *     two pairs or more
 * @param signedRank two-sided p-value of Wilcoxon's signed rank test (1945) on the log ratios; only
 *     where {@code factor} is known and not every pair is tied
 */
public record PairedComparison(
    int pairs,
    int firstFaster,
    int secondFaster,
    double signTest,
    Optional<Factor> factor,
    Optional<Double> signedRank) {
  /** Two variants' observations from one seed. */
  public record Pair(Observation first, Observation second) {
    int sign() {
      return Double.compare(first.orInfinite(), second.orInfinite());
    }

    boolean reached() {
      return first.reached() && second.reached();
    }

    double logRatio() {
      return Math.log((double) second.iterations() / first.iterations());
    }
  }

  /**
   * Geometric mean of the ratios of iterations, with its confidence interval of 95 % from Student's
   * t (1908) on their logarithms.
   */
  public record Factor(double mean, double low, double high) {}

  /** Compares the variants on {@code pairs}, one a seed. */
  public static PairedComparison of(List<Pair> pairs) {
    int first = (int) pairs.stream().filter(p -> p.sign() < 0).count();
    int second = (int) pairs.stream().filter(p -> p.sign() > 0).count();
    double[] ratios = pairs.stream().mapToDouble(Pair::logRatio).toArray();
    boolean measurable = pairs.size() >= 2 && pairs.stream().allMatch(Pair::reached);
    return new PairedComparison(
        pairs.size(),
        first,
        second,
        signTest(first, second),
        measurable ? Optional.of(factor(ratios)) : Optional.empty(),
        measurable && first + second > 0 ? Optional.of(signedRank(ratios)) : Optional.empty());
  }

  static double signTest(int positive, int negative) {
    int decided = positive + negative;
    return decided == 0
        ? 1
        : BinomialTest.withDefaults()
            .with(AlternativeHypothesis.TWO_SIDED)
            .test(decided, positive, 0.5)
            .getPValue();
  }

  static double signedRank(double[] differences) {
    return WilcoxonSignedRankTest.withDefaults()
        .with(AlternativeHypothesis.TWO_SIDED)
        .test(differences)
        .getPValue();
  }

  /** exp of the mean of {@code logs} and of its interval's ends. */
  static Factor factor(double[] logs) {
    int n = logs.length;
    double mean = 0;
    for (double log : logs) {
      mean += log / n;
    }
    double squares = 0;
    for (double log : logs) {
      squares += (log - mean) * (log - mean);
    }
    double error = Math.sqrt(squares / (n - 1) / n);
    double half = TDistribution.of(n - 1).inverseCumulativeProbability(0.975) * error;
    return new Factor(Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
  }
}
