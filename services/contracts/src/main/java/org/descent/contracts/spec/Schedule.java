package org.descent.contracts.spec;

/** A factor as a function of the iteration. */
public final class Schedule {
  private static final Schedule ONE = new Schedule(0, 1, new ScheduleSpec.Constant());

  private final double warmUp;
  private final double unit;
  private final ScheduleSpec.Course course;

  private Schedule(double warmUp, double unit, ScheduleSpec.Course course) {
    this.warmUp = warmUp;
    this.unit = unit;
    this.course = course;
  }

  /**
   * The schedule of {@code spec}, or 1 throughout for null.
   *
   * @param epoch iterations of a pass through the training split
   */
  public static Schedule of(ScheduleSpec spec, double epoch) {
    if (spec == null) {
      return ONE;
    }
    double unit = spec.unit() == ScheduleSpec.Unit.EPOCHS ? epoch : 1;
    return new Schedule(spec.warmUp() * unit, unit, spec.course());
  }

  /** The factor of an iteration, from 1. */
  public double factor(int iteration) {
    if (iteration < warmUp) {
      return iteration / warmUp;
    }
    double begun = Math.max(warmUp, 1);
    return course.factor((iteration - begun) / unit);
  }
}
