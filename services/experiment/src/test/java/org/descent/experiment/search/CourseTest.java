package org.descent.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.descent.contracts.event.End;
import org.descent.experiment.search.SearchPlan.Extent;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.IterationsToTarget;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Series;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.space.Uniform;
import org.descent.experiment.search.stopping.Extrapolation;
import org.descent.experiment.search.stopping.Hyperband;
import org.descent.experiment.search.stopping.MedianStopping;
import org.descent.experiment.search.stopping.NoStopping;
import org.descent.experiment.search.stopping.Rungs;
import org.descent.experiment.search.stopping.Stopping;
import org.descent.experiment.search.stopping.SuccessiveHalving;
import org.descent.experiment.search.strategy.CmaEsStrategy;
import org.descent.experiment.search.strategy.Nsga2Strategy;
import org.descent.experiment.search.strategy.RandomStrategy;
import org.descent.experiment.search.strategy.Strategy;
import org.descent.experiment.search.strategy.TpeStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A search that is folded as it comes, beside one that is folded from its beginning. */
class CourseTest {
  private static final int BUDGET = 27;
  private static final Space SPACE =
      Space.of(
          Map.of("x", new Uniform(0, 1), "y", new Uniform(0, 1), "z", Choice.of("a", "b", "c")));
  private static final MetricObjective LOSS = MetricObjective.minimise("loss");
  private static final Rungs RUNGS = Rungs.of(BUDGET, 3, 4);

  private record Kind(
      String name, Strategy strategy, Stopping stopping, List<Objective> objectives) {
    SearchPlan plan() {
      return new SearchPlan(
          SPACE,
          objectives,
          strategy,
          stopping,
          new Replicates(1, 3, 0.05, 2),
          new Extent(40, 5, 3));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    var none = new NoStopping(BUDGET);
    var target = new IterationsToTarget("loss", Objective.Goal.MINIMISE);
    return Stream.of(
        new Kind("random", new RandomStrategy(), none, List.of(LOSS)),
        new Kind("tpe", new TpeStrategy(), none, List.of(LOSS)),
        new Kind("tpe to target", new TpeStrategy(), none, List.of(target)),
        new Kind("cma-es", new CmaEsStrategy(), none, List.of(LOSS)),
        new Kind(
            "nsga2", new Nsga2Strategy(6), none, List.of(LOSS, MetricObjective.maximise("gain"))),
        new Kind(
            "halving", new TpeStrategy(), new SuccessiveHalving(RUNGS, 3, LOSS), List.of(LOSS)),
        new Kind("hyperband", new CmaEsStrategy(), new Hyperband(RUNGS, 3, LOSS), List.of(LOSS)),
        new Kind("median", new TpeStrategy(), new MedianStopping(RUNGS, 2, LOSS), List.of(LOSS)),
        new Kind(
            "extrapolation",
            new CmaEsStrategy(),
            new Extrapolation(RUNGS, 0.2, LOSS),
            List.of(LOSS)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whateverIsToldInWhateverOrderItSaysWhatAFoldFromTheBeginningSays(Kind kind) {
    for (long order = 0; order < 3; order++) {
      var search = new LaggedSearch(kind.plan());
      var course = new Course(kind.plan());
      var random = new Random(order);
      int decided = 0;
      for (Step next = search.next(course); decided < 400; decided++) {
        assertThat(next).isEqualTo(search.next(observed(course)));
        var open = open(course);
        if (next instanceof Start start && random.nextInt(open.size() + 1) < 4) {
          course.take(start);
        } else if (!open.isEmpty()) {
          int step = open.get(random.nextInt(open.size()));
          course.hear(step, Optional.of(trained(course, step)));
        } else if (!(next instanceof Start)) {
          break;
        }
        if (random.nextInt(12) == 0) {
          takeBack(course, random);
        }
        next = search.next(course);
      }
      assertThat(search.next(course)).isInstanceOf(Step.Done.class);
      assertThat(course.steps()).hasSizeGreaterThanOrEqualTo(40);
    }
  }

  /** What was decided ahead is dropped, or what came of a step is in doubt, or another. */
  private static void takeBack(Course course, Random random) {
    int steps = course.steps().size();
    if (random.nextInt(3) == 0) {
      course.back(Math.max(0, steps - random.nextInt(3)));
    } else if (steps > 0) {
      int step = steps - 1 - random.nextInt(Math.min(steps, 9));
      var failed = new TrialResult(0, End.FAILED, 0, Map.of());
      course.hear(step, random.nextBoolean() ? Optional.empty() : Optional.of(List.of(failed)));
    }
  }

  private static List<Integer> open(Course course) {
    var open = new ArrayList<Integer>();
    for (int step = 0; step < course.steps().size(); step++) {
      if (course.result(step).isEmpty()) {
        open.add(step);
      }
    }
    return open;
  }

  private static Observed observed(Course course) {
    var results = new ArrayList<Optional<List<TrialResult>>>();
    for (int step = 0; step < course.steps().size(); step++) {
      results.add(course.result(step));
    }
    return Observed.of(course.steps(), results);
  }

  private static List<TrialResult> trained(Course course, int number) {
    var step = course.steps().get(number);
    var point =
        course.steps().stream()
            .filter(s -> s instanceof Propose && s.variant() == step.variant())
            .map(s -> ((Propose) s).point())
            .findFirst()
            .orElseThrow();
    return List.of(
        trained(point, step instanceof Replicate replicate ? replicate.seed() : 0, step.budget()));
  }

  /** Some diverge, and some reach their target. */
  private static TrialResult trained(Point point, long seed, int budget) {
    double distance = Math.abs(point.unit(0) - 0.3) + Math.abs(point.unit(1) - 0.6) + seed * 0.01;
    var end = distance > 0.8 ? End.DIVERGED : End.EXHAUSTED;
    int iterations = budget;
    if (distance < 0.25 && budget > 40 * distance) {
      end = End.CONVERGED;
      iterations = 1 + (int) (40 * distance);
    }
    var at = new int[iterations];
    var loss = new double[iterations];
    for (int i = 0; i < iterations; i++) {
      at[i] = i + 1;
      loss[i] = distance + (1 + point.unit(2)) / (i + 1);
    }
    return new TrialResult(
        seed,
        end,
        iterations,
        Map.of("loss", new Series(at, loss), "gain", Series.of(iterations, point.unit(1))));
  }
}
