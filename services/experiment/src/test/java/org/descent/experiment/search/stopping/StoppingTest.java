package org.descent.experiment.search.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.End;
import org.descent.experiment.search.observation.IterationsToTarget;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.Objective.Goal;
import org.descent.experiment.search.observation.Series;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.space.Uniform;
import org.descent.experiment.search.stopping.Stopping.Continuation;
import org.junit.jupiter.api.Test;

class StoppingTest {
  private static final MetricObjective LOSS = MetricObjective.minimise("loss");
  private static final Space SPACE = Space.of(Map.of("x", new Uniform(0, 1)));
  private static final SuccessiveHalving HALVING =
      new SuccessiveHalving(Rungs.of(9, 3, 3), 3, LOSS); // 1, 3, 9

  @Test
  void halvingPromotesWhatIsPromotedByHand() {
    // after one iteration each: a third of five is one, the best is number 3
    var five = atFirstRung(0.5, 0.4, 0.9, 0.1, 0.3);
    assertThat(HALVING.next(five)).contains(new Continuation(3, 3));

    // it runs; of six there are two in the upper third: 3 and 4
    var six = new ArrayList<>(five);
    six.set(3, waiting(five.get(3)));
    assertThat(HALVING.next(six)).isEmpty();
    six.add(state(5, 1, 0.8));
    assertThat(HALVING.next(six)).contains(new Continuation(4, 3));

    // nine at the first rung and three at the second, one of which may go to the third:
    // that comes first, although number 1 may go to the second
    var nine = new ArrayList<>(six);
    nine.set(3, state(3, 3, 0.1, 0.09));
    nine.set(4, state(4, 3, 0.3, 0.05));
    nine.add(state(6, 3, 0.2, 0.2));
    nine.add(state(7, 1, 0.7));
    nine.add(state(8, 1, 0.6));
    assertThat(HALVING.next(nine)).contains(new Continuation(4, 9));
    nine.set(4, waiting(nine.get(4)));
    assertThat(HALVING.next(nine)).isEmpty(); // 3, 6 and 4 are the upper third and went on
    nine.add(state(9, 1, 0.15)); // of ten still three: 3, 9, 6
    assertThat(HALVING.next(nine)).contains(new Continuation(9, 3));
  }

  @Test
  void whatDivergedIsNeverPromotedAndWhatConvergedKeepsItsPlace() {
    var diverged = new TrialResult(0, End.DIVERGED, 1, Map.of());
    var states = new ArrayList<>(atFirstRung(0.5, 0.4));
    states.add(new VariantState(2, states.get(0).point(), 1, false, List.of(diverged)));
    assertThat(HALVING.next(states)).contains(new Continuation(1, 3));

    var converged = new TrialResult(0, End.CONVERGED, 1, Map.of("loss", Series.of(1, 0.1)));
    states.set(2, new VariantState(2, states.get(0).point(), 1, false, List.of(converged)));
    assertThat(HALVING.next(states)).isEmpty(); // it is the best third of three
  }

  @Test
  void whoWasPausedBetweenRungsGoesOnFromTheOneBelow() {
    // in a search that began with rungs at 2 and 4
    assertThat(HALVING.next(List.of(state(0, 2, 5, 4), state(1, 2, 5, 3), state(2, 2, 5, 5))))
        .contains(new Continuation(0, 3)); // all had 5 after one iteration, 0 was first
    assertThat(HALVING.next(List.of(state(0, 4, 5, 4, 3), state(1, 4, 5, 3, 4), state(2, 1, 9))))
        .isEmpty(); // of two at the second rung none may go on, of three at the first one did
    assertThat(HALVING.next(List.of(state(0, 4, 5, 4, 3), state(1, 4, 5, 3, 4), state(2, 3, 9))))
        .contains(new Continuation(1, 9));
  }

  @Test
  void trialsShortOfTheirTargetAreRankedByTheirMetric() {
    var halving =
        new SuccessiveHalving(Rungs.of(9, 3, 3), 3, new IterationsToTarget("loss", Goal.MINIMISE));
    assertThat(halving.next(atFirstRung(0.5, 0.2, 0.4))).contains(new Continuation(1, 3));
  }

  @Test
  void hyperbandDealsVariantsInRoundsOfItsBrackets() {
    // Li et al. 2018: with three rungs of factor 3 the brackets have 9, 5 and 3 members
    var hyperband = new Hyperband(Rungs.of(9, 3, 3), 3, LOSS);
    int[] counts = new int[3];
    IntStream.range(0, 17).forEach(v -> counts[hyperband.bracket(v)]++);
    assertThat(counts).containsExactly(9, 5, 3);
    assertThat(hyperband.bracket(17)).isZero();
    assertThat(hyperband.firstBudget(0)).isEqualTo(1);
    assertThat(hyperband.firstBudget(9)).isEqualTo(3);
    assertThat(hyperband.firstBudget(16)).isEqualTo(9);
  }

  @Test
  void aBracketPromotesAmongItsOwn() {
    var hyperband = new Hyperband(Rungs.of(9, 3, 3), 3, LOSS);
    var states = new ArrayList<VariantState>();
    for (int v = 0; v < 9; v++) {
      states.add(waiting(state(v, 1, 0.9)));
    }
    // three of the second bracket after three iterations; the first bracket's 0.9 are no rivals
    states.add(state(9, 3, 5, 3));
    states.add(state(10, 3, 5, 4));
    states.add(state(11, 3, 5, 5));
    assertThat(hyperband.next(states)).contains(new Continuation(9, 9));
  }

  @Test
  void theMedianHoldsBackWhoIsWorseThanTheOthersUsuallyWere() {
    var rule = new MedianStopping(new Rungs(List.of(2, 4)), 3, LOSS);
    // averages up to the first rung: 0.8, 0.7, 0.6; their median is 0.7
    var others =
        List.of(finished(0, 0.9, 0.7, 0.1), finished(1, 0.8, 0.6, 0.1), finished(2, 0.7, 0.5, 0.1));
    assertThat(rule.next(with(others, state(3, 2, 0.95, 0.69)))).contains(new Continuation(3, 4));
    assertThat(rule.next(with(others, state(3, 2, 0.69, 0.95)))) // its best so far counts
        .contains(new Continuation(3, 4));
    assertThat(rule.next(with(others, state(3, 2, 0.95, 0.71)))).isEmpty();
    assertThat(rule.next(with(others.subList(0, 2), state(2, 2, 0.95, 0.94))))
        .as("too few to compare with")
        .contains(new Continuation(2, 4));
  }

  @Test
  void extrapolationStopsWhatWillNotGetThere() {
    var rule = new Extrapolation(new Rungs(List.of(40, 400)), 0.05, LOSS);
    var best = curve(0, 400, t -> 0.3 + Math.pow(t, -0.8));
    var hopeless = curve(1, 40, t -> 0.6 + Math.pow(t, -0.8));
    var hopeful = curve(1, 40, t -> 0.1 + 1.5 * Math.pow(t, -0.5));
    assertThat(hopeless.score(LOSS).value()).isGreaterThan(best.score(LOSS).value());
    assertThat(hopeful.score(LOSS).value()).isGreaterThan(best.score(LOSS).value());
    assertThat(rule.next(List.of(best, hopeless))).isEmpty();
    assertThat(rule.next(List.of(best, hopeful))).contains(new Continuation(1, 400));
    assertThat(rule.next(List.of(hopeless))).as("nobody is better").isPresent();
  }

  @Test
  void beliefsAboutCurvesHoldAsOftenAsTheySay() {
    // 60 noisy power laws, known up to a fifth: the interval of 90 % holds the end of most
    var random = new Random(6);
    int within = 0;
    for (int i = 0; i < 60; i++) {
      double floor = random.nextDouble();
      double power = 0.3 + random.nextDouble();
      var known = series(100, t -> floor + Math.pow(t, -power) + 0.005 * random.nextGaussian());
      var belief = LearningCurve.after(known);
      double end = floor + Math.pow(500, -power);
      within += end > belief.quantile(0.05, 500) && end < belief.quantile(0.95, 500) ? 1 : 0;
      assertThat(belief.below(belief.quantile(0.3, 500), 500)).isBetween(0.2999, 0.3001);
    }
    assertThat(within).isBetween(45, 60);
  }

  @Test
  void rulesThatCannotBeAreRefused() {
    refused(
        () -> new SuccessiveHalving(Rungs.evenly(4, 2), 1, LOSS), "factor 1, expected 2 or more");
    refused(() -> new Hyperband(Rungs.evenly(4, 2), 1, LOSS), "factor 1, expected 2 or more");
    refused(
        () -> new MedianStopping(Rungs.evenly(4, 2), 0, LOSS),
        "median among 0, expected 1 or more");
    refused(
        () -> new Extrapolation(Rungs.evenly(4, 2), 1, LOSS),
        "chance 1, expected a number between 0 and 1");
    refused(() -> new NoStopping(0), "budget 0, expected 1 or more");
  }

  private static void refused(Runnable making, String message) {
    assertThatThrownBy(making::run).isInstanceOf(InvalidSpec.class).hasMessage(message);
  }

  private static List<VariantState> atFirstRung(double... losses) {
    return IntStream.range(0, losses.length).mapToObj(i -> state(i, 1, losses[i])).toList();
  }

  /** A variant with these losses, the last one after {@code budget} iterations. */
  private static VariantState state(int variant, int budget, double... losses) {
    int[] iterations = new int[losses.length];
    Arrays.setAll(iterations, i -> i == losses.length - 1 ? budget : i + 1);
    return state(variant, budget, new Series(iterations, losses));
  }

  private static VariantState state(int variant, int budget, Series losses) {
    var trial = new TrialResult(0, End.EXHAUSTED, budget, Map.of("loss", losses));
    return new VariantState(
        variant, SPACE.point(new double[] {0.5}), budget, false, List.of(trial));
  }

  private static VariantState finished(int variant, double one, double two, double end) {
    return state(variant, 4, new Series(new int[] {1, 2, 4}, new double[] {one, two, end}));
  }

  private static VariantState waiting(VariantState state) {
    return new VariantState(state.variant(), state.point(), state.budget(), true, state.results());
  }

  private static List<VariantState> with(List<VariantState> others, VariantState one) {
    var all = new ArrayList<>(others);
    all.add(one);
    return all;
  }

  private static VariantState curve(int variant, int budget, DoubleUnaryOperator loss) {
    return state(variant, budget, series(budget, loss));
  }

  private static Series series(int budget, DoubleUnaryOperator loss) {
    return new Series(
        IntStream.rangeClosed(1, budget).toArray(),
        IntStream.rangeClosed(1, budget).mapToDouble(loss::applyAsDouble).toArray());
  }
}
