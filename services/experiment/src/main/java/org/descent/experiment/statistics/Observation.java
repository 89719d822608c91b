package org.descent.experiment.statistics;

/**
 * One trial's iterations to target, perhaps right-censored, or known to lie in an interval.
 *
 * @param iterations to the target at the latest, or the budget that it was not reached within
 * @param reached false: the target lies beyond {@code iterations}, if anywhere. A trial that
 *     diverged never reaches it and counts like one that used its budget up.
 * @param after it was not reached here: one less than {@code iterations} where each of them was
 *     looked at, {@code iterations} themselves where it was not reached
 */
public record Observation(int iterations, boolean reached, int after) {
  public Observation {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations " + iterations + ", expected 1 or more");
    }
    if (after < 0 || (reached ? after >= iterations : after != iterations)) {
      throw new IllegalArgumentException("reached after " + after + " and up to " + iterations);
    }
  }

  /** Of a trial of which each iteration was looked at. */
  public Observation(int iterations, boolean reached) {
    this(iterations, reached, reached ? iterations - 1 : iterations);
  }

  /** The target was not reached at iteration {@code after} and was at {@code upTo}. */
  public static Observation between(int after, int upTo) {
    return new Observation(upTo, true, after);
  }

  /** The target was reached at iteration {@code iterations}. */
  public static Observation reached(int iterations) {
    return new Observation(iterations, true);
  }

  /** The target was not reached within {@code budget} iterations. */
  public static Observation censored(int budget) {
    return new Observation(budget, false);
  }

  /** Whether the iteration is known, or that it lies beyond the budget. */
  public boolean exact() {
    return !reached || after == iterations - 1;
  }

  /**
   * What would have been observed with a smaller budget. If that falls between two measurements,
   * nobody knows what it would have ended with: the target lies beyond the first of them.
   */
  public Observation within(int budget) {
    if (iterations <= budget) {
      return this;
    }
    return censored(after >= budget ? budget : Math.max(1, after));
  }

  /** Iterations to target, infinite if it was not reached. */
  double orInfinite() {
    return reached ? iterations : Double.POSITIVE_INFINITY;
  }

  /** Iterations to target at least, infinite if it was not reached. */
  double leastOrInfinite() {
    return reached ? after + 1.0 : Double.POSITIVE_INFINITY;
  }

  /** The logarithm of the iterations to target is at least this: beyond 500 is 501 or more. */
  double logAtLeast() {
    return Math.log(after + 1.0);
  }

  /** And at most this. */
  double logAtMost() {
    return Math.log(orInfinite());
  }
}
