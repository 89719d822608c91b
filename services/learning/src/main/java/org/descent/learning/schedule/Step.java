package org.descent.learning.schedule;

import org.descent.contracts.spec.ScheduleSpec;

/** A factor for every so much time. */
record Step(ScheduleSpec.Step spec) implements CourseFunction {
  @Override
  public double factor(double t) {
    return StrictMath.pow(spec.factor(), Math.floor(t / spec.every()));
  }
}
