package org.descent.learning.schedule;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.descent.contracts.spec.ScheduleSpec;

/** The function of every course that a specification may ask for. */
public final class Courses {
  private static final Map<
          Class<? extends ScheduleSpec.Course>, Maker<? extends ScheduleSpec.Course>>
      MAKERS =
          Stream.of(
                  of(ScheduleSpec.Constant.class, spec -> t -> 1),
                  of(ScheduleSpec.Step.class, Step::new),
                  of(ScheduleSpec.Piecewise.class, Piecewise::new),
                  of(ScheduleSpec.Exponential.class, Exponential::new),
                  of(ScheduleSpec.Polynomial.class, Polynomial::new),
                  of(ScheduleSpec.Cosine.class, Cosine::new),
                  of(ScheduleSpec.CosineRestarts.class, CosineRestarts::new),
                  of(ScheduleSpec.InverseSquareRoot.class, InverseSquareRoot::new),
                  of(ScheduleSpec.OneCycle.class, OneCycle::new))
              .collect(Collectors.toUnmodifiableMap(Maker::type, maker -> maker));

  private Courses() {}

  private record Maker<S extends ScheduleSpec.Course>(
      Class<S> type, Function<S, CourseFunction> make) {
    CourseFunction of(ScheduleSpec.Course spec) {
      return make.apply(type.cast(spec));
    }
  }

  private static <S extends ScheduleSpec.Course> Maker<S> of(
      Class<S> type, Function<S, CourseFunction> make) {
    return new Maker<>(type, make);
  }

  static CourseFunction of(ScheduleSpec.Course spec) {
    var maker = MAKERS.get(spec.getClass());
    if (maker == null) {
      throw new IllegalArgumentException("nobody knows the course of " + spec);
    }
    return maker.of(spec);
  }

  /** The specifications that have a function. */
  public static Set<Class<?>> known() {
    return Set.copyOf(MAKERS.keySet());
  }
}
