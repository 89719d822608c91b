package org.descent.experiment.statistics;

/**
 * A confidence interval, its ends included. An end that the data do not bound is infinite.
 *
 * @param low the lower end
 * @param high the upper end
 */
public record Interval(double low, double high) {
  /** The confidence of every interval, and 1 less the level of every test. */
  public static final double CONFIDENCE = 0.95;

  /** The level of every test: p-values up to here count. */
  public static final double LEVEL = 0.05;

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("interval from " + low + " to " + high);
    }
  }

  /** The same without what cannot be. */
  public Interval within(Interval possible) {
    return new Interval(possible.nearest(low), possible.nearest(high));
  }

  private double nearest(double value) {
    return Math.min(Math.max(value, low), high);
  }

  /** Whether {@code value} lies in it. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
