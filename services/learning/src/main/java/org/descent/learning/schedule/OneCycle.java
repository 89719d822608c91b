package org.descent.learning.schedule;

import org.descent.contracts.spec.ScheduleSpec;

/** Half a cosine up, half a cosine down. */
record OneCycle(ScheduleSpec.OneCycle spec) implements CourseFunction {
  @Override
  public double factor(double t) {
    double top = spec.over() * spec.rise();
    return t < top
        ? Cosine.between(spec.start(), 1, t / top)
        : Cosine.between(1, spec.end(), (t - top) / (spec.over() - top));
  }
}
