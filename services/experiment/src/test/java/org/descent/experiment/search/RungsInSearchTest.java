package org.descent.experiment.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.descent.contracts.event.End;
import org.descent.experiment.search.SearchPlan.Extent;
import org.descent.experiment.search.Step.Continue;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.Series;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.replicates.Replicates;
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
import org.descent.experiment.search.strategy.GpStrategy;
import org.descent.experiment.search.strategy.RandomStrategy;
import org.descent.experiment.search.strategy.Strategy;
import org.descent.experiment.search.strategy.TpeStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Searches whose trials pause at rungs. */
class RungsInSearchTest {
  private static final int BUDGET = 81;
  private static final Rungs RUNGS = Rungs.of(BUDGET, 3, 4);
  private static final MetricObjective LOSS = MetricObjective.minimise("loss");
  private static final Space SPACE =
      Space.of(Map.of("x", new Uniform(0, 1), "y", new Uniform(0, 1)));

  static List<Stopping> rules() {
    return List.of(
        new SuccessiveHalving(RUNGS, 3, LOSS),
        new Hyperband(RUNGS, 3, LOSS),
        new MedianStopping(RUNGS, 4, LOSS),
        new Extrapolation(RUNGS, 0.05, LOSS));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void stepsAreTheSameWhoeverFinishesFirst(Stopping rule) {
    var plan = plan(new TpeStrategy(), rule, 40, 3, 5);
    var alone = Workshop.run(() -> new LaggedSearch(plan), RungsInSearchTest::train, 1, 0);
    for (int order = 0; order < 4; order++) {
      var together =
          Workshop.run(() -> new LaggedSearch(plan), RungsInSearchTest::train, 2 + order, order);
      assertThat(together.steps()).isEqualTo(alone.steps());
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aTrialIsContinuedRungByRungAndNeverTrainedTwice(Stopping rule) {
    var observed =
        Workshop.run(
            new LaggedSearch(plan(new RandomStrategy(), rule, 40, 0, 2)), RungsInSearchTest::train);
    var budgets = new HashMap<Integer, Integer>();
    for (var step : observed.steps()) {
      if (step instanceof Continue further) {
        assertThat(RUNGS.reached(further.budget()))
            .isEqualTo(RUNGS.reached(budgets.get(further.variant())) + 1);
      }
      budgets.put(step.variant(), step.budget());
    }
    assertThat(budgets).hasSize(40);
    assertThat(budgets.values()).contains(BUDGET);
    assertThat(budgets.values()).as("somebody was held back").anyMatch(b -> b < BUDGET);
  }

  @Test
  void halvingFindsWhatRandomSearchFindsForAThirdOfTheIterations() {
    int wins = 0;
    for (long seed = 0; seed < 9; seed++) {
      var random =
          new LaggedSearch(plan(new RandomStrategy(), new NoStopping(BUDGET), 40, 0, seed));
      var all = Workshop.run(random, RungsInSearchTest::train);
      double best = best(random, all);
      var halving =
          new LaggedSearch(
              plan(new RandomStrategy(), new SuccessiveHalving(RUNGS, 3, LOSS), 80, 0, seed));
      var halved = Workshop.run(halving, RungsInSearchTest::train);
      wins += best(halving, halved) <= best && iterations(halved) <= iterations(all) / 3 ? 1 : 0;
    }
    assertThat(wins).isGreaterThanOrEqualTo(7);
  }

  static List<Strategy> strategies() {
    return List.of(new TpeStrategy(), new CmaEsStrategy(), new GpStrategy());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void whoIsHeldBackDoesNotCountAsTheBest(Strategy strategy) {
    // the loss rises as a trial goes on: of what is compared as it stands, the least trained is
    // best
    Workshop.Training rising =
        (point, seed, budget) ->
            new TrialResult(
                seed,
                End.EXHAUSTED,
                budget,
                Map.of(
                    "loss",
                    new Series(
                        RUNGS.budgets().stream()
                            .mapToInt(b -> b)
                            .filter(b -> b <= budget)
                            .toArray(),
                        RUNGS.budgets().stream()
                            .filter(b -> b <= budget)
                            .mapToDouble(b -> b + 5 * point.unit(0))
                            .toArray())));
    var search = new LaggedSearch(plan(strategy, new SuccessiveHalving(RUNGS, 3, LOSS), 50, 0, 1));
    var variants = search.variants(Workshop.run(search, rising));
    assertThat(variants.stream().filter(v -> v.point().unit(0) < 0.3)).hasSizeGreaterThan(25);
  }

  private static SearchPlan plan(
      Strategy strategy, Stopping stopping, int variants, int lag, long seed) {
    return new SearchPlan(
        SPACE,
        List.of(LOSS),
        strategy,
        stopping,
        Replicates.of(1),
        new Extent(variants, lag, seed));
  }

  /** Power laws: x decides where they end, y how fast they fall. */
  private static TrialResult train(Point point, long seed, int budget) {
    double x = point.unit(0);
    double y = point.unit(1);
    var iterations = IntStream.rangeClosed(1, budget).toArray();
    var losses =
        IntStream.rangeClosed(1, budget)
            .mapToDouble(t -> Math.abs(x - 0.4) + Math.pow(t, -0.4 - y))
            .toArray();
    return new TrialResult(
        seed, End.EXHAUSTED, budget, Map.of("loss", new Series(iterations, losses)));
  }

  private static double best(LaggedSearch search, Observed observed) {
    return search.variants(observed).stream()
        .filter(v -> v.reached(BUDGET))
        .mapToDouble(v -> v.score(LOSS).value())
        .min()
        .orElseThrow();
  }

  private static long iterations(Observed observed) {
    var budgets = new HashMap<Integer, Integer>();
    long sum = 0;
    for (var step : observed.steps()) {
      sum += step.budget() - (step instanceof Propose ? 0 : budgets.get(step.variant()));
      budgets.put(step.variant(), step.budget());
    }
    return sum;
  }
}
