package org.descent.experiment.statistics;

/**
 * One trial's iterations to target, perhaps right-censored.
 *
 * @param iterations to the target, or the budget that it was not reached within
 * @param reached false: the target lies beyond {@code iterations}, if anywhere. A trial that
 *     diverged never reaches it and counts like one that used its budget up.
 */
public record Observation(int iterations, boolean reached) {
  public Observation {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations " + iterations + ", expected 1 or more");
    }
  }

  /** The target was reached at iteration {@code iterations}. */
  public static Observation reached(int iterations) {
    return new Observation(iterations, true);
  }

  /** The target was not reached within {@code budget} iterations. */
  public static Observation censored(int budget) {
    return new Observation(budget, false);
  }

  /** What would have been observed with a smaller budget. */
  public Observation within(int budget) {
    return iterations > budget ? censored(budget) : this;
  }

  /** Iterations to target, infinite if it was not reached. */
  double orInfinite() {
    return reached ? iterations : Double.POSITIVE_INFINITY;
  }

  /** The logarithm of the iterations to target is at least this: beyond 500 is 501 or more. */
  double logAtLeast() {
    return Math.log(reached ? iterations : iterations + 1.0);
  }

  /** And at most this. */
  double logAtMost() {
    return Math.log(orInfinite());
  }
}
