package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.End;
import org.descent.contracts.event.SearchStep;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches as control carries them out: what is due is planned, trained by somebody, and told. */
class SearchedTest {
  private static final String TPE =
      """
      search:
        space: {optimiser.sgd.learningRate: {log-uniform: [0.001, 1]}}
        objective: {minimise: loss}
        variants: 18
        lag: 4
      seeds: {at-least: 1, at-most: 3, fresh: 2}
      """;
  private static final String HALVING =
      """
      search:
        space: {optimiser.sgd.learningRate: {log-uniform: [0.001, 1]}}
        objective: {minimise: loss}
        variants: 18
        lag: 4
        stopping: {successive-halving: {rungs: 3, factor: 3}}
      seeds: {at-least: 1, at-most: 3, fresh: 2}
      """;

  private static final String GRID =
      """
      vary: {loss: [l2, cross-entropy]}
      search:
        space: {optimiser.sgd.learningRate: {log-uniform: [0.001, 1]}}
        objective: {minimise: loss}
        strategy: random
        variants: 7
        lag: 2
      seeds: 2
      """;

  @ParameterizedTest
  @ValueSource(strings = {TPE, HALVING, GRID})
  void whoeverTrainsFirstAndHoweverOftenControlDiesTheStepsAreTheSame(String document) {
    var expected = new World(document, 1).whole(false);
    assertThat(expected.steps()).isNotEmpty();
    for (long order = 2; order < 8; order++) {
      var other = new World(document, order).whole(order % 2 == 0);
      assertThat(other.steps()).isEqualTo(expected.steps());
      assertThat(other.ledger.result().search()).isEqualTo(expected.ledger.result().search());
    }
  }

  @Test
  void everyTrialCountsOnceAndTheSearchIsOverWhenNothingIsLeft() {
    var world = new World(TPE, 1);
    assertThat(world.ledger.status().state()).isEqualTo(State.RUNNING);
    world.plan();
    assertThat(world.steps()).hasSize(5); // as far as the lag allows
    assertThat(world.ledger.due()).isEmpty();
    world.whole(false);
    var status = world.ledger.status();
    assertThat(status.state()).isEqualTo(State.COMPLETE);
    assertThat(status.total()).isEqualTo(status.ended());
    long trials =
        world.log.stream()
            .filter(CohortPlanned.class::isInstance)
            .mapToLong(e -> ((CohortPlanned) e).trials().size())
            .sum();
    assertThat(status.total()).isEqualTo((int) trials);
    assertThat(world.ledger.experiment().variants()).hasSize(18);
  }

  @Test
  void theWinnerIsNearTheOptimumAndItsHeadlineComesFromSeedsThatNoDecisionKnew() {
    var world = new World(TPE, 3).whole(false);
    var arm = world.ledger.result().search().arms().get(0);
    var best = world.ledger.experiment().variants().get(arm.best());
    assertThat(Double.parseDouble(best.settings().get("learningRate"))).isBetween(0.02, 0.045);
    assertThat(arm.headline().trials()).isEqualTo(2);
    assertThat(world.steps().stream().filter(s -> s.seeds().contains(4L)))
        .allMatch(s -> s.variant() == arm.best())
        .isNotEmpty();
  }

  /** Of two seeds Student's interval is 13 standard errors wide on either side. */
  @Test
  void noIntervalReachesToWhatCannotBe() {
    var world = new World(TPE.replace("minimise: loss", "maximise: accuracy"), 3).whole(false);
    var headline = world.ledger.result().search().arms().get(0).headline();
    assertThat(headline.value()).isLessThan(1);
    assertThat(headline.low()).isBetween(0.0, headline.value());
    assertThat(headline.high()).isEqualTo(1);
  }

  @Test
  void whoIsPromotedGoesOnFromWhereItWasPausedAndTheOthersAreHeldBack() {
    var world = new World(HALVING, 1).whole(false);
    var result = world.ledger.result();
    var further = world.steps().stream().filter(s -> s.kind() == SearchStep.Kind.CONTINUE).toList();
    assertThat(further).isNotEmpty().allMatch(s -> s.after() * 3 == s.budget());
    var trials = result.variants().stream().flatMap(v -> v.trials().stream()).toList();
    assertThat(trials.stream().filter(ExperimentResult.TrialResult::heldBack).count()).isPositive();
    for (var trial : trials) {
      assertThat(trial.heldBack())
          .isEqualTo(trial.end() == End.EXHAUSTED && trial.iterations() < 81);
    }
    assertThat(world.ledger.status().state()).isEqualTo(State.COMPLETE);
    // promoted before all had come to the rung, it may be more than a ninth
    assertThat(result.search().arms().get(0).variants().stream().filter(v -> v.budget() == 81))
        .hasSizeBetween(1, 9);
    assertThat(result.variants()).allMatch(v -> v.budget() == 81);
  }

  @Test
  void trialsThatWereHeldBackAreNoObservations() {
    var world = new World(HALVING, 2).whole(false);
    var held =
        world.ledger.result().variants().stream()
            .filter(v -> v.trials().stream().allMatch(ExperimentResult.TrialResult::heldBack))
            .toList();
    assertThat(held).isNotEmpty();
    for (var variant : held) {
      assertThat(TargetObservations.of(variant)).isEmpty();
    }
  }

  private static final String CLAIMS =
      """
      claims:
        - train.loss of all < 0.5
        - every train.loss of all < 0.5
        - every train.loss of all > 2
        - train.loss of all < 10 * train.loss of rates:all
      """;

  private static List<Verdict> verdicts(List<Claim> claims) {
    return claims.stream().map(Claim::verdict).toList();
  }

  /** Most of what a search proposes is far from its best. */
  @ParameterizedTest
  @ValueSource(strings = {TPE, GRID})
  void claimsSpeakOfWinnersAndTheirFreshSeeds(String document) {
    var seeds = "seeds: {at-least: 1, at-most: 2, fresh: 6}\n";
    var world = new World(document.replaceAll("seeds: .*\n", seeds) + CLAIMS, 1);
    assertThat(verdicts(world.ledger.result().claims()))
        .as("before anything is trained")
        .containsOnly(Verdict.NOT_RESOLVED);
    var result = world.whole(false).ledger.result();
    int places = result.search().arms().size();
    var told = Results.of("", List.of(result)).experiments().get(0).claims();
    assertThat(verdicts(told).subList(1, 4))
        .containsExactly(Verdict.HOLDS, Verdict.CONTRADICTED, Verdict.HOLDS);
    assertThat(told.get(0).comparisons())
        .as("of each place the trials that no decision knew")
        .hasSize(places)
        .allMatch(c -> c.n().equals(List.of(6)));
    assertThat(told.get(2).evidence()).startsWith(6 * places + " of " + 6 * places + " trials");
    assertThat(told.get(3).comparisons()).allMatch(c -> c.n().equals(List.of(6, 6)));
  }
}
