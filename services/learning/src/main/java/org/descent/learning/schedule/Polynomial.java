package org.descent.learning.schedule;

import org.descent.contracts.spec.ScheduleSpec;

/** A power of the time that is left. */
record Polynomial(ScheduleSpec.Polynomial spec) implements CourseFunction {
  @Override
  public double factor(double t) {
    double left = Math.max(0, 1 - t / spec.over());
    return spec.end() + (1 - spec.end()) * StrictMath.pow(left, spec.power());
  }
}
