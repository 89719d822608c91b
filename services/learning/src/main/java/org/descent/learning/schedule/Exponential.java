package org.descent.learning.schedule;

import org.descent.contracts.spec.ScheduleSpec;

/** A power of the time. */
record Exponential(ScheduleSpec.Exponential spec) implements CourseFunction {
  @Override
  public double factor(double t) {
    return StrictMath.pow(spec.factor(), t / spec.every());
  }
}
