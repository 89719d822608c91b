package org.descent.learning.schedule;

import org.descent.contracts.spec.ScheduleSpec;

/** Half a cosine from 1 down to the end, once or again and again. */
record Cosine(ScheduleSpec.Cosine spec) implements CourseFunction {
  @Override
  public double factor(double t) {
    return between(1, spec.end(), spec.stretch() == 0 ? t / spec.over() : share(t));
  }

  /** How much of its period has passed. */
  private double share(double t) {
    double begun = 0;
    double period = spec.over();
    if (spec.stretch() == 1) {
      return t / period - Math.floor(t / period);
    }
    while (t - begun >= period) {
      begun += period;
      period *= spec.stretch();
    }
    return (t - begun) / period;
  }

  /** Half a cosine from one number to another; {@code share} of it has passed. */
  static double between(double from, double to, double share) {
    return to + (from - to) * (1 + StrictMath.cos(Math.PI * Math.min(share, 1))) / 2;
  }
}
