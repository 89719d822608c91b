package org.descent.learning.schedule;

import org.descent.contracts.spec.ScheduleSpec;

/** A factor from each of some times on. */
record Piecewise(ScheduleSpec.Piecewise spec) implements CourseFunction {
  @Override
  public double factor(double t) {
    double factor = 1;
    for (int i = 0; i < spec.from().size() && t >= spec.from().get(i); i++) {
      factor = spec.factors().get(i);
    }
    return factor;
  }
}
