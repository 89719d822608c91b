package org.descent.experiment.search.observation;

import java.util.List;

/**
 * How good a variant is, the smaller the better. Scores of which only a bound is known come after
 * all others.
 *
 * @param value infinite if the variant cannot be used
 * @param atLeast the true one is {@code value} or larger: it was not waited for
 * @param tie orders those of which only a bound is known, the smaller the better
 */
public record Score(double value, boolean atLeast, double tie) implements Comparable<Score> {
  /** What cannot be used: it diverged or failed. */
  public static final Score WORST = new Score(Double.POSITIVE_INFINITY, false, 0);

  public Score {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("a score that is not a number");
    }
  }

  /** A score that is known. */
  public static Score of(double value) {
    return new Score(value, false, 0);
  }

  /** A score of which only this bound is known. */
  public static Score atLeast(double bound) {
    return new Score(bound, true, 0);
  }

  /** The arithmetic mean of at least one; of some bounds it is a bound. */
  public static Score mean(List<Score> scores) {
    double sum = 0;
    double ties = 0;
    boolean atLeast = false;
    for (var score : scores) {
      sum += score.value;
      ties += score.tie;
      atLeast |= score.atLeast;
    }
    return Double.isFinite(sum)
        ? new Score(sum / scores.size(), atLeast, atLeast ? ties / scores.size() : 0)
        : WORST;
  }

  /** Whether anything was measured. */
  public boolean usable() {
    return value < Double.POSITIVE_INFINITY;
  }

  @Override
  public int compareTo(Score other) {
    int order = Boolean.compare(atLeast || !usable(), other.atLeast || !other.usable());
    if (order == 0) {
      order = Boolean.compare(!usable(), !other.usable());
    }
    if (order == 0 && atLeast && other.atLeast) {
      order = Double.compare(tie, other.tie);
    }
    return order != 0 ? order : Double.compare(value, other.value);
  }
}
