package org.descent.learning.schedule;

import org.descent.contracts.spec.ScheduleSpec;

/** A factor as a function of time, from 0; one class a course. */
interface CourseFunction {
  double factor(double t);

  /**
   * The function of {@code course}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static CourseFunction of(ScheduleSpec.Course course) {
    return Courses.of(course);
  }
}
