package org.descent.learning.schedule;

import org.descent.contracts.spec.ScheduleSpec;

/** Half a cosine from 1 down to the end, again and again. */
record CosineRestarts(ScheduleSpec.CosineRestarts spec) implements CourseFunction {
  @Override
  public double factor(double t) {
    return Cosine.between(1, spec.end(), share(t / spec.period()));
  }

  /**
   * How much of its period has passed.
   *
   * @param t in first periods
   */
  private double share(double t) {
    double stretch = spec.stretch();
    if (stretch == 1) {
      return t - Math.floor(t);
    }
    double over = Math.floor(StrictMath.log1p(t * (stretch - 1)) / StrictMath.log(stretch));
    double begun = begun(over);
    if (begun > t) { // the logarithm was rounded up, or down
      begun = begun(--over);
    } else if (begun(over + 1) <= t) {
      begun = begun(++over);
    }
    return (t - begun) / StrictMath.pow(stretch, over);
  }

  /** When the next period begins after {@code over} of them. */
  private double begun(double over) {
    return (StrictMath.pow(spec.stretch(), over) - 1) / (spec.stretch() - 1);
  }
}
