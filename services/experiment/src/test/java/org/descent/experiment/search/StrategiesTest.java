package org.descent.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.descent.contracts.event.End;
import org.descent.experiment.search.SearchPlan.Extent;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.observation.IterationsToTarget;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Objective.Goal;
import org.descent.experiment.search.observation.Series;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.Choice.Option;
import org.descent.experiment.search.space.Constraint;
import org.descent.experiment.search.space.Domain;
import org.descent.experiment.search.space.LogUniform;
import org.descent.experiment.search.space.LogWhole;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.space.Uniform;
import org.descent.experiment.search.space.Whole;
import org.descent.experiment.search.stopping.NoStopping;
import org.descent.experiment.search.strategy.CmaEsStrategy;
import org.descent.experiment.search.strategy.GpStrategy;
import org.descent.experiment.search.strategy.History;
import org.descent.experiment.search.strategy.Nsga2Strategy;
import org.descent.experiment.search.strategy.RandomStrategy;
import org.descent.experiment.search.strategy.SobolStrategy;
import org.descent.experiment.search.strategy.Strategy;
import org.descent.experiment.search.strategy.TpeStrategy;
import org.descent.experiment.search.strategy.Turn;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every strategy. */
@Tag("thorough")
class StrategiesTest {
  /** An optimiser of two kinds, each with a rate of its own, and the size of a layer. */
  private static final Space TREE =
      Space.of(
          Map.of(
              "optimiser",
              new Choice(
                  List.of(
                      new Option(
                          "sgd", "sgd", Map.of("optimiser.sgd.rate", new LogUniform(1e-4, 10))),
                      new Option(
                          "adam",
                          "adam",
                          Map.of(
                              "optimiser.adam.rate",
                              new LogUniform(1e-5, 1),
                              "optimiser.adam.beta",
                              new Uniform(0.5, 0.999))))),
              "units",
              new LogWhole(1, 64),
              "depth",
              new Whole(1, 5)),
          List.of(Constraint.parse("units + 4 * depth <= 60")));

  static List<Strategy> strategies() {
    return List.of(
        new RandomStrategy(),
        new SobolStrategy(true),
        new TpeStrategy(),
        new CmaEsStrategy(),
        new GpStrategy(),
        new Nsga2Strategy(8));
  }

  static List<Strategy> learning() {
    return List.of(new TpeStrategy(), new CmaEsStrategy(), new GpStrategy());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void proposalsAreTheSameWhoeverFinishesFirst(Strategy strategy) {
    var plan = plan(TREE, strategy, 30, 4);
    var training = Workshop.loss((point, seed) -> training(point));
    var alone = Workshop.run(() -> new LaggedSearch(plan), training, 1, 0);
    assertThat(alone.steps()).hasSize(30);
    for (int order = 0; order < 3; order++) {
      var together = Workshop.run(() -> new LaggedSearch(plan), training, 2 + order, order);
      assertThat(texts(together)).isEqualTo(texts(alone));
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void proposalsLieInTheSpaceAndAreAllDifferent(Strategy strategy) {
    var points =
        points(
            Workshop.run(
                new LaggedSearch(plan(TREE, strategy, 60, 0)),
                Workshop.loss((point, seed) -> training(point))));
    assertThat(points).doesNotHaveDuplicates();
    for (var point : points) {
      assertThat(TREE.allows(point)).isTrue();
      assertThat(TREE.read(point.settings())).isEqualTo(point);
    }
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void aSmallSpaceIsTriedToItsLastPoint(Strategy strategy) {
    var space = Space.of(Map.of("a", new Whole(1, 6), "b", Choice.of("p", "q")));
    var observed =
        Workshop.run(
            new LaggedSearch(plan(space, strategy, 50, 2)),
            Workshop.loss((point, seed) -> ((Number) point.values().get("a")).doubleValue()));
    assertThat(points(observed)).hasSize(12).doesNotHaveDuplicates();
  }

  static List<Strategy> modelling() {
    return List.of(new TpeStrategy(), new GpStrategy());
  }

  @ParameterizedTest
  @MethodSource("modelling")
  void whatWasProposedIsNotAskedForAgain(Strategy strategy) {
    // 60 points, of which a model would soon know the best one by heart
    var space = Space.of(Map.of("a", new Whole(1, 6), "b", new Whole(1, 10)));
    var again = new ArrayList<Turn>();
    Strategy counting =
        (history, turn) -> {
          // the points of Sobol's sequence that come first may fall into one cell
          if (history.seen().size() >= 10 && turn.attempt() > 0) {
            again.add(turn);
          }
          return strategy.propose(history, turn);
        };
    var observed =
        Workshop.run(
            new LaggedSearch(plan(space, counting, 40, 2)),
            Workshop.loss((point, seed) -> point.unit(0) + point.unit(1)));
    assertThat(points(observed)).hasSize(40).doesNotHaveDuplicates();
    assertThat(again).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void optionsAloneAreASpaceToo(Strategy strategy) {
    var space = Space.of(Map.of("a", Choice.of(1, 2, 3, 4), "b", Choice.of("p", "q", "r", "s")));
    var observed =
        Workshop.run(
            new LaggedSearch(plan(space, strategy, 50, 2)),
            Workshop.loss((point, seed) -> ((Number) point.values().get("a")).doubleValue()));
    assertThat(points(observed)).hasSize(16).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void trialsThatDivergeStopNobody(Strategy strategy) {
    Workshop.Training training =
        (point, seed, budget) ->
            training(point) > 2
                ? new TrialResult(seed, End.DIVERGED, 3, Map.of())
                : Workshop.loss((p, s) -> training(p)).train(point, seed, budget);
    var observed = Workshop.run(new LaggedSearch(plan(TREE, strategy, 40, 0)), training);
    assertThat(observed.steps()).hasSize(40);
    Workshop.Training never = (p, seed, budget) -> new TrialResult(seed, End.FAILED, 0, Map.of());
    assertThat(Workshop.run(new LaggedSearch(plan(TREE, strategy, 40, 0)), never).steps())
        .hasSize(40);
  }

  @ParameterizedTest
  @MethodSource("learning")
  void learningBeatsChance(Strategy strategy) {
    assertThat(medianBest(TREE, strategy, StrategiesTest::training, 45))
        .isLessThan(0.75 * medianBest(TREE, new RandomStrategy(), StrategiesTest::training, 45));
  }

  @ParameterizedTest
  @MethodSource("learning")
  void learningFromResultsThatComeLateStillBeatsChance(Strategy strategy) {
    assertThat(medianBest(TREE, strategy, StrategiesTest::training, 45, 8))
        .isLessThan(medianBest(TREE, new RandomStrategy(), StrategiesTest::training, 45, 8));
  }

  static List<Strategy> censoring() {
    return List.of(new TpeStrategy(), new GpStrategy());
  }

  @ParameterizedTest
  @MethodSource("censoring")
  void aTrialThatWasCutShortSaysAtLeastAndNotExactly(Strategy strategy) {
    // Needs 10^(1 + 4 |x - 0.7|) iterations. Where x is below ½, trials are cut after 50: taken as
    // values, these would be the best there are.
    var space = Space.of(Map.of("x", new Uniform(0, 1)));
    Workshop.Training training =
        (point, seed, budget) -> {
          double x = point.unit(0);
          int needed = (int) Math.pow(10, 1 + 4 * Math.abs(x - 0.7));
          int given = x < 0.5 ? 50 : budget;
          return new TrialResult(
              seed,
              needed <= given ? End.CONVERGED : End.EXHAUSTED,
              Math.min(needed, given),
              Map.of("loss", Series.of(Math.min(needed, given), Math.abs(x - 0.7))));
        };
    var plan =
        new SearchPlan(
            space,
            List.of(new IterationsToTarget("loss", Goal.MINIMISE)),
            strategy,
            new NoStopping(10_000),
            Replicates.of(1),
            new Extent(60, 0, 3));
    var late = points(Workshop.run(new LaggedSearch(plan), training)).subList(30, 60);
    assertThat(late.stream().filter(p -> Math.abs(p.unit(0) - 0.7) < 0.1)).hasSizeGreaterThan(15);
  }

  @Test
  void twoObjectivesAreApproachedAsAFront() {
    // ZDT1 (Zitzler, Deb & Thiele 2000) with 5 variables: the front is f2 = 1 - √f1
    var names = List.of("a", "b", "c", "d", "e");
    var domains = new TreeMap<String, Domain>();
    names.forEach(name -> domains.put(name, new Uniform(0, 1)));
    Workshop.Training training =
        (point, seed, budget) -> {
          var units = point.units();
          double g = 1 + 9 * IntStream.range(1, 5).mapToDouble(i -> units[i]).sum() / 4;
          return new TrialResult(
              seed,
              End.EXHAUSTED,
              budget,
              Map.of(
                  "one", Series.of(budget, units[0]),
                  "two", Series.of(budget, -g * (1 - Math.sqrt(units[0] / g)))));
        };
    var searched = new ArrayList<Double>();
    var drawn = new ArrayList<Double>();
    for (long seed = 0; seed < 5; seed++) {
      for (var strategy : List.of(new Nsga2Strategy(20), new Blind())) {
        var plan =
            new SearchPlan(
                Space.of(domains),
                List.of(MetricObjective.minimise("one"), MetricObjective.maximise("two")),
                strategy,
                new NoStopping(1),
                Replicates.of(1),
                new Extent(300, 0, seed));
        var search = new LaggedSearch(plan);
        (strategy instanceof Blind ? drawn : searched)
            .add(volume(search.variants(Workshop.run(search, training)), plan.objectives()));
      }
    }
    // the whole front has 1.21 - 1/3 of the square up to (1.1, 1.1)
    assertThat(median(searched)).isGreaterThan(0.5).isGreaterThan(2 * median(drawn));
  }

  /** Random points, for two objectives. */
  private record Blind() implements Strategy {
    @Override
    public Optional<double[]> propose(History history, Turn turn) {
      return new RandomStrategy().propose(history, turn);
    }

    @Override
    public int objectives() {
      return 2;
    }
  }

  /** The area between the front and (1.1, 1.1). */
  private static double volume(List<VariantState> variants, List<Objective> objectives) {
    var points =
        variants.stream()
            .map(v -> objectives.stream().mapToDouble(o -> v.score(o).value()).toArray())
            .filter(s -> s[0] < 1.1 && s[1] < 1.1)
            .sorted(Comparator.comparingDouble(s -> s[0]))
            .toList();
    double volume = 0;
    double low = 1.1;
    for (var point : points) {
      if (point[1] < low) {
        volume += (1.1 - point[0]) * (low - point[1]);
        low = point[1];
      }
    }
    return volume;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** From 0 on: best at adam, 10⁻² ... with units near 16. */
  private static double training(Point point) {
    var settings = point.settings();
    double units = Math.abs(Math.log(Double.parseDouble(settings.get("units")) / 16));
    double depth = Math.abs(Double.parseDouble(settings.get("depth")) - 3);
    if (settings.get("optimiser").equals("sgd")) {
      double rate = Math.log10(Double.parseDouble(settings.get("optimiser.sgd.rate")));
      return 0.3 + 0.3 * units + 0.1 * depth + Math.pow(rate + 0.5, 2);
    }
    double rate = Math.log10(Double.parseDouble(settings.get("optimiser.adam.rate")));
    double beta = Double.parseDouble(settings.get("optimiser.adam.beta"));
    return 0.3 * units + 0.1 * depth + Math.pow(rate + 2.5, 2) + Math.abs(beta - 0.9);
  }

  static double medianBest(
      Space space, Strategy strategy, ToDoubleFunction<Point> loss, int variants) {
    return medianBest(space, strategy, loss, variants, 0);
  }

  private static double medianBest(
      Space space, Strategy strategy, ToDoubleFunction<Point> loss, int variants, int lag) {
    var bests =
        IntStream.range(0, 5)
            .mapToDouble(
                seed -> {
                  var plan =
                      new SearchPlan(
                          space,
                          List.of(MetricObjective.minimise("loss")),
                          strategy,
                          new NoStopping(10),
                          Replicates.of(1),
                          new Extent(variants, lag, seed));
                  var observed =
                      Workshop.run(
                          new LaggedSearch(plan), Workshop.loss((p, s) -> loss.applyAsDouble(p)));
                  return points(observed).stream().mapToDouble(loss).min().orElseThrow();
                })
            .sorted()
            .toArray();
    return bests[2];
  }

  private static SearchPlan plan(Space space, Strategy strategy, int variants, int lag) {
    List<Objective> objectives = new ArrayList<>(List.of(MetricObjective.minimise("loss")));
    for (int i = 1; i < strategy.objectives(); i++) {
      objectives.add(MetricObjective.maximise("loss"));
    }
    return new SearchPlan(
        space,
        objectives,
        strategy,
        new NoStopping(10),
        Replicates.of(1),
        new Extent(variants, lag, 11));
  }

  private static List<Point> points(Observed observed) {
    return observed.steps().stream().map(step -> ((Propose) step).point()).toList();
  }

  private static List<String> texts(Observed observed) {
    return points(observed).stream().map(Point::text).toList();
  }
}
