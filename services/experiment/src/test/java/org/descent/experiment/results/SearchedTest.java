package org.descent.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.SearchStep;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Earlier;
import org.descent.experiment.plan.Planner;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.spec.ExperimentReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches as control carries them out: what is due is planned, trained by somebody, and told. */
class SearchedTest {
  private static final String RATES =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: rates
      data: {mnist1d: {examples: 200}}
      split: {validation: 0.25}
      network:
        layers: [{dense: {units: 16, activation: relu}}]
        heads: [{multi-class: {classes: 10}}]
      optimiser: {sgd: {learningRate: 0.1}}
      batch: 50
      budget: 81
      target: none
      """;
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

  /** Somebody's log of an experiment, and who trains. */
  private static final class World {
    final Experiment experiment;
    final List<Event> log = new ArrayList<>();
    final ArrayDeque<CohortPlanned> queue = new ArrayDeque<>();
    final Random random;
    Ledger ledger;
    int cohorts;

    World(String document, long order) {
      experiment = ExperimentReader.yaml(RATES + document);
      random = new Random(order);
      restart();
      tell(prepared(experiment.id()));
    }

    /** Control begins anew and reads its log, whose topics are read side by side. */
    void restart() {
      ledger = new Ledger(experiment);
      var events = new ArrayList<>(log);
      Collections.shuffle(events, random);
      events.forEach(ledger::on);
    }

    void tell(Event event) {
      log.add(event);
      ledger.on(event);
    }

    void plan() {
      for (var cohort :
          Planner.steps(
              ledger.experiment(),
              prepared(experiment.id()),
              Sizing.fixed(3),
              new Earlier(),
              ledger.due(),
              cohorts)) {
        tell(cohort);
        queue.add(cohort);
        cohorts++;
      }
    }

    /** Somebody trains one of the cohorts that wait, and is told of in some order. */
    void train() {
      var waiting = new ArrayList<>(queue);
      var cohort = waiting.get(random.nextInt(waiting.size()));
      queue.remove(cohort);
      var trials = new ArrayList<>(cohort.trials());
      Collections.shuffle(trials, random);
      for (var trial : trials) {
        var ended = evaluated(cohort, trial);
        var slice = curve(cohort, trial);
        if (random.nextBoolean()) {
          tell(slice);
          tell(ended);
        } else {
          tell(ended);
          tell(slice);
        }
      }
    }

    World whole(boolean restarting) {
      plan();
      for (int i = 0; !queue.isEmpty(); i++) {
        assertThat(i).isLessThan(1000);
        train();
        if (restarting && random.nextInt(4) == 0) {
          restart();
        }
        plan();
      }
      return this;
    }

    List<SearchStep> steps() {
      return log.stream()
          .filter(CohortPlanned.class::isInstance)
          .flatMap(e -> ((CohortPlanned) e).steps().stream())
          .distinct()
          .sorted(Comparator.comparingInt(SearchStep::number))
          .toList();
    }
  }

  private static DatasetPrepared prepared(String experiment) {
    return new DatasetPrepared(
        experiment,
        "0123456789abcdef",
        "0".repeat(64),
        List.of(40),
        List.of("label"),
        150,
        50,
        0,
        1,
        new Location("descent.dataset-rows.v1", 0, 0, 0));
  }

  /** The nearer to a rate of 0.03 and the more iterations, the better; seeds differ a little. */
  private static double loss(CohortPlanned cohort, CohortPlanned.Trial trial) {
    var training = cohort.training(trial);
    var text = training.optimiser().toString();
    double rate = Double.parseDouble(text.replaceAll(".*learningRate=([0-9.Ee-]+).*", "$1"));
    double distance = Math.abs(Math.log(rate / 0.03));
    return distance + 1.0 / training.iterations() + 0.01 * (trial.seed() % 3);
  }

  private static Event evaluated(CohortPlanned cohort, CohortPlanned.Trial trial) {
    if (loss(cohort, trial) > 3.2) {
      return new TrialFailed(
          trial.trial(), cohort.experiment(), trial.variant(), trial.seed(), cohort.cohort(), "no");
    }
    var metrics = new Metrics(loss(cohort, trial), 0.5, List.of());
    var training = cohort.training(trial);
    var trained =
        new TrialTrained(
            trial.trial(),
            cohort.experiment(),
            trial.variant(),
            trial.seed(),
            cohort.cohort(),
            End.EXHAUSTED,
            training.iterations(),
            metrics,
            training,
            cohort.dataset(),
            new Location("descent.models.v1", 1, 7, 7),
            new Provenance("1.0", "2.18", "CPU:0", "stacked", "generator/1"),
            0.25,
            "",
            null,
            "",
            null,
            Map.of(),
            trial.kept(),
            "");
    return new TrialEvaluated(
        trained,
        Map.of("train", metrics, "validation", metrics),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** From where it went on, an iteration before that was its end. */
  private static TrainingProgressed curve(CohortPlanned cohort, CohortPlanned.Trial trial) {
    int first = Math.max(1, trial.after());
    var values = new float[cohort.training(trial).iterations() - first + 1];
    return new TrainingProgressed(
        cohort.cohort(),
        cohort.experiment(),
        List.of("loss", "accuracy"),
        List.of(new TrainingProgressed.Slice(trial.trial(), first, values.length)),
        List.of(values, values));
  }

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
}
