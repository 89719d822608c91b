package org.descent.experiment.search.replicates;

import java.util.List;
import java.util.Optional;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.statistics.Interval;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.util.FastMath;

/**
 * What a winner is worth: its mean score from seeds that the search never saw. The score that it
 * won with is too good on average, since it was chosen for it.
 *
 * @param inSearch the score that it won with
 * @param fresh the mean over fresh seeds
 * @param interval of the mean at 95 %, by Student's t; only where all scores are known and there
 *     are two or more
 */
public record Headline(int variant, Score inSearch, Score fresh, Optional<Interval> interval) {
  /**
   * @param fresh scores from fresh seeds, at least one
   */
  public static Headline of(int variant, Score inSearch, List<Score> fresh) {
    boolean known = fresh.stream().allMatch(s -> s.usable() && !s.atLeast());
    return new Headline(
        variant,
        inSearch,
        Score.mean(fresh),
        known && fresh.size() >= 2 ? Optional.of(interval(fresh)) : Optional.empty());
  }

  private static Interval interval(List<Score> scores) {
    int n = scores.size();
    double mean = scores.stream().mapToDouble(Score::value).sum() / n;
    double squares =
        scores.stream().mapToDouble(s -> (s.value() - mean) * (s.value() - mean)).sum();
    double half =
        new TDistribution(n - 1).inverseCumulativeProbability(0.975)
            * FastMath.sqrt(squares / (n - 1) / n);
    return new Interval(mean - half, mean + half);
  }

  /** By how much the search was too hopeful; bounds apart. */
  public double optimism() {
    return fresh.value() - inSearch.value();
  }
}
