package org.descent.contracts.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.descent.contracts.spec.ScheduleSpec.Course;
import org.descent.contracts.spec.ScheduleSpec.Unit;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void withoutAScheduleTheFactorIsOne() {
    assertThat(Schedule.of(null, 10).factor(1)).isEqualTo(1);
    assertThat(Schedule.of(null, 10).factor(1_000_000)).isEqualTo(1);
  }

  @Test
  void stepsComeAfterWholeLengths() {
    factors(new ScheduleSpec.Step(3, 0.1), 1, 1, 1, 0.1, 0.1, 0.1, 0.01);
  }

  @Test
  void piecesBeginAtTheirTimes() {
    factors(new ScheduleSpec.Piecewise(List.of(2.0, 4.0), List.of(0.5, 3.0)), 1, 1, 0.5, 0.5, 3, 3);
  }

  @Test
  void anExponentialFallsWithoutSteps() {
    factors(new ScheduleSpec.Exponential(2, 0.25), 1, 0.5, 0.25, 0.125);
  }

  @Test
  void aPolynomialEndsWhereItIsTold() {
    factors(new ScheduleSpec.Polynomial(4, 1, 0), 1, 0.75, 0.5, 0.25, 0, 0);
    factors(new ScheduleSpec.Polynomial(2, 2, 0.2), 1, 0.2 + 0.8 * 0.25, 0.2, 0.2);
  }

  @Test
  void aCosineEndsOrRestarts() {
    double half = Math.sqrt(0.5);
    factors(new ScheduleSpec.Cosine(4, 0), 1, (1 + half) / 2, 0.5, (1 - half) / 2, 0, 0, 0);
    factors(new ScheduleSpec.CosineRestarts(2, 1, 0.5), 1, 0.75, 1, 0.75, 1);
    factors(
        new ScheduleSpec.CosineRestarts(2, 2, 0),
        1,
        0.5,
        1,
        (1 + half) / 2,
        0.5,
        (1 - half) / 2,
        1);
  }

  @Test
  void anInverseSquareRootBeginsToFallAtItsLength() {
    factors(new ScheduleSpec.InverseSquareRoot(1), 1, 1, Math.sqrt(0.5), Math.sqrt(1 / 3.0), 0.5);
  }

  @Test
  void oneCycleRisesAndFalls() {
    factors(
        new ScheduleSpec.OneCycle(6, 1 / 3.0, 0.2, 0.1),
        0.2,
        0.6,
        1, // falls over 4
        0.1 + 0.9 * (1 + Math.sqrt(0.5)) / 2,
        0.55,
        0.1 + 0.9 * (1 - Math.sqrt(0.5)) / 2,
        0.1,
        0.1);
  }

  @Test
  void aWarmUpRisesToOneAndTheCourseBeginsThere() {
    var schedule =
        Schedule.of(new ScheduleSpec(Unit.ITERATIONS, 4, new ScheduleSpec.Step(2, 0.1)), 7);
    agree(schedule, 0.25, 0.5, 0.75, 1, 1, 0.1, 0.1, 0.01);
  }

  @Test
  void lengthsMayBeEpochs() {
    var schedule = Schedule.of(new ScheduleSpec(Unit.EPOCHS, 1, new ScheduleSpec.Step(2, 0.1)), 3);
    agree(schedule, 1 / 3.0, 2 / 3.0, 1, 1, 1, 1, 1, 1, 0.1);
  }

  private static void factors(Course course, double... expected) {
    agree(Schedule.of(new ScheduleSpec(Unit.ITERATIONS, 0, course), 7), expected);
  }

  private static void agree(Schedule schedule, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(schedule.factor(i + 1))
          .as("iteration %s", i + 1)
          .isCloseTo(expected[i], within(1e-12));
    }
  }
}
