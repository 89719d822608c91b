package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.descent.contracts.spec.Schedule;
import org.descent.contracts.spec.ScheduleSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.Variant;

/** What schedules make of learning rates and momentums, as trainers take them. */
record ScheduleFigures(Findings findings) {
  private static final double[] NONE = {};

  /** Two for each column of pixels, so that a step has no slope. */
  private static final int MOST_POINTS = 2 * Plot.COLUMNS;

  /** A figure, if something has a schedule and the size of an epoch is known. */
  Optional<Figure> figure() {
    if (findings.result().dataset() == null) {
      return Optional.empty();
    }
    var drawings =
        Stream.of(
                plot(
                    "learning rate",
                    t -> t.updates().schedule(),
                    t -> t.optimiser().learningRate()),
                plot("factor of the momentum", t -> t.updates().momentum(), t -> 1.0))
            .flatMap(Optional::stream)
            .toArray(Drawing[]::new);
    return drawings.length == 0
        ? Optional.empty()
        : Optional.of(
            Figure.of("Schedules", "What an iteration's update is made with; computed.", drawings));
  }

  /** What is to be drawn of a training. */
  private record Course(ScheduleSpec schedule, double start, int iterations, int epoch) {}

  private Optional<Drawing> plot(
      String what,
      Function<TrainingSpec, ScheduleSpec> schedule,
      Function<TrainingSpec, Double> start) {
    var courses = new LinkedHashMap<Course, List<Variant>>();
    int examples = findings.result().dataset().train();
    for (var variant : findings.experiment().variants()) {
      var training = variant.training();
      var course =
          new Course(
              schedule.apply(training),
              start.apply(training),
              training.iterations(),
              training.batch().epoch(examples));
      courses.computeIfAbsent(course, c -> new ArrayList<>()).add(variant);
    }
    if (courses.keySet().stream().allMatch(c -> c.schedule() == null)) {
      return Optional.empty();
    }
    var series = new ArrayList<Plot.Series>();
    courses.forEach(
        (course, variants) -> {
          if (series.size() < Ink.colours()) {
            series.add(line(course, name(variants, courses.size()), series.size()));
          }
        });
    boolean all = series.size() == courses.size();
    return Optional.of(
        new Plot(
            findings.experiment().title()
                + ": "
                + what
                + " against iteration"
                + (all ? "" : ", the first " + series.size() + " of " + courses.size()),
            new Plot.Axis(Plot.ITERATION, false, 1, Double.NaN),
            new Plot.Axis(what, false, 0, Double.NaN),
            series));
  }

  private static String name(List<Variant> variants, int courses) {
    return courses == 1
        ? "all variants"
        : variants.get(0).label()
            + (variants.size() == 1 ? "" : " and " + (variants.size() - 1) + " more");
  }

  private static Plot.Series line(Course course, String name, int colour) {
    var schedule = Schedule.of(course.schedule(), course.epoch());
    int points = Math.min(course.iterations(), MOST_POINTS);
    var x = new double[points];
    var y = new double[points];
    for (int i = 0; i < points; i++) {
      double share = points == 1 ? 0 : (double) i / (points - 1);
      int iteration = 1 + (int) Math.round(share * (course.iterations() - 1));
      x[i] = iteration;
      y[i] = course.start() * schedule.factor(iteration);
    }
    return new Plot.Series(name, colour, x, y, NONE, NONE, true, NONE, List.of());
  }
}
