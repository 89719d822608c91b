package org.descent.learning.schedule;

import org.descent.contracts.spec.ScheduleSpec;

/** Half a cosine from 1 down to the end. */
record Cosine(ScheduleSpec.Cosine spec) implements CourseFunction {
  @Override
  public double factor(double t) {
    return between(1, spec.end(), t / spec.over());
  }

  /** Half a cosine from one number to another; {@code share} of it has passed. */
  static double between(double from, double to, double share) {
    return to + (from - to) * (1 + StrictMath.cos(Math.PI * Math.min(share, 1))) / 2;
  }
}
