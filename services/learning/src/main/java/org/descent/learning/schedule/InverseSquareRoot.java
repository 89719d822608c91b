package org.descent.learning.schedule;

import org.descent.contracts.spec.ScheduleSpec;

/** √(from / t), from there on. */
record InverseSquareRoot(ScheduleSpec.InverseSquareRoot spec) implements CourseFunction {
  @Override
  public double factor(double t) {
    return Math.sqrt(spec.from() / Math.max(t, spec.from()));
  }
}
