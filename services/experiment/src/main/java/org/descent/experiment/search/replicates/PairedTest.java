package org.descent.experiment.search.replicates;

import java.util.List;
import org.descent.experiment.search.observation.Score;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.hipparchus.util.FastMath;

/**
 * Whether one variant is better than another on common seeds: Student's t test of the differences
 * or of the logarithms (1908) where all scores are known, else the sign test (Dixon &amp; Mood
 * 1946), without the pairs of which nobody knows which is better.
 */
final class PairedTest {
  private PairedTest() {}

  /**
   * The two-sided p-value; 1 if nothing can be said.
   *
   * @param one scores by seed
   * @param other as many, of the same seeds
   * @param inRatios whether ratios of scores tell, and not differences
   */
  static double pValue(List<Score> one, List<Score> other, boolean inRatios) {
    boolean known =
        one.stream().allMatch(PairedTest::known) && other.stream().allMatch(PairedTest::known);
    return known ? student(differences(one, other, inRatios)) : sign(one, other);
  }

  private static boolean known(Score score) {
    return score.usable() && !score.atLeast();
  }

  private static double[] differences(List<Score> one, List<Score> other, boolean inRatios) {
    var differences = new double[one.size()];
    for (int i = 0; i < differences.length; i++) {
      double a = one.get(i).value();
      double b = other.get(i).value();
      differences[i] = inRatios ? FastMath.log(b / a) : b - a;
    }
    return differences;
  }

  static double student(double[] differences) {
    int n = differences.length;
    if (n < 2) {
      return 1;
    }
    double mean = 0;
    for (double d : differences) {
      mean += d / n;
    }
    double squares = 0;
    for (double d : differences) {
      squares += (d - mean) * (d - mean);
    }
    if (mean == 0) {
      return 1;
    }
    double error = FastMath.sqrt(squares / (n - 1) / n);
    return 2 * new TDistribution(n - 1).cumulativeProbability(-Math.abs(mean) / error);
  }

  private static double sign(List<Score> one, List<Score> other) {
    int better = 0;
    int worse = 0;
    for (int i = 0; i < one.size(); i++) {
      better += surelyBetter(one.get(i), other.get(i)) ? 1 : 0;
      worse += surelyBetter(other.get(i), one.get(i)) ? 1 : 0;
    }
    int decided = better + worse;
    return decided == 0
        ? 1
        : Math.min(
            1,
            2
                * new BinomialDistribution(decided, 0.5)
                    .cumulativeProbability(Math.min(better, worse)));
  }

  /** A bound is surely worse than what is known and not beyond it. */
  private static boolean surelyBetter(Score one, Score other) {
    return !one.atLeast() && one.value() < other.value()
        || !one.atLeast() && other.atLeast() && one.value() == other.value() && one.usable();
  }
}
