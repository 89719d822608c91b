package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.ReportPublished;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.results.State;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.Extension;
import org.descent.experiment.spec.InvalidExperiment;
import org.junit.jupiter.api.Test;

/** Experiments that take over what others have trained, as control carries them out. */
class ExtendedTest {
  private static final String TRAINED =
      """
      apiVersion: descent/v1
      kind: Experiment
      name: rates
      data: {mnist1d: {examples: 200}}
      network:
        layers: [{dense: {units: 16, activation: relu}}]
        heads: [{multi-class: {classes: 10}}]
      optimiser: {sgd: {learningRate: 0.1}}
      batch: 50
      """;
  private static final String GRID =
      TRAINED
          + """
          budget: 60
          target: {accuracy: 0.9}
          snapshots: {logarithmic: 5}
          vary: {optimiser.sgd.learningRate: [0.1, 0.2]}
          seeds: 4
          """;
  private static final String SEARCH =
      TRAINED
          + """
          budget: 81
          target: none
          search:
            space: {optimiser.sgd.learningRate: {log-uniform: [0.001, 1]}}
            objective: {minimise: loss}
            variants: 8
            lag: 3
            stopping: {successive-halving: {rungs: 2, factor: 3}}
          seeds: {at-least: 1, at-most: 2, fresh: 2}
          """;

  /** A log, control, and a trainer that is only asked what is new. */
  private static final class World {
    final List<Event> log = new ArrayList<>();
    final ArrayDeque<CohortPlanned> queue = new ArrayDeque<>();
    final List<CohortPlanned.Trial> trained = new ArrayList<>();
    final Set<List<Object>> work = new HashSet<>(); // what, from which seed, how far
    boolean failing;
    Experiments experiments = new Experiments(ExperimentReader::submitted);

    void tell(Event event) {
      log.add(event);
      experiments.on(event);
    }

    ExperimentResult whole(Experiment experiment) {
      trained.clear();
      work.clear();
      tell(experiment.submitted());
      tell(prepared(experiment.id()));
      return rest(experiment.id());
    }

    ExperimentResult rest(String id) {
      var missing = experiments.missing(id, Sizing.fixed(3));
      while (!missing.isEmpty() || !queue.isEmpty()) {
        for (var event : missing) {
          tell(event);
          if (event instanceof CohortPlanned cohort) {
            queue.add(cohort);
          }
        }
        if (!queue.isEmpty()) {
          train(queue.remove());
        }
        missing = experiments.missing(id, Sizing.fixed(3));
      }
      return result(id);
    }

    void train(CohortPlanned cohort) {
      for (var trial : cohort.trials()) {
        trained.add(trial);
        work.add(List.of(cohort.training(trial), trial.seed()));
        tell(evaluated(cohort, trial, failing));
        tell(curve(cohort, trial));
      }
    }

    ExperimentResult result(String id) {
      return experiments.ask(id, Ledger::result).orElseThrow();
    }

    /** Control that reads the log, its topics side by side. */
    Experiments again(long order) {
      var shuffled = new ArrayList<>(log);
      Collections.shuffle(shuffled, new Random(order));
      var other = new Experiments(ExperimentReader::submitted);
      shuffled.forEach(other::on);
      return other;
    }
  }

  private static DatasetPrepared prepared(String experiment) {
    return new DatasetPrepared(
        experiment,
        "0123456789abcdef",
        "0".repeat(64),
        List.of(40),
        List.of("label"),
        200,
        0,
        0,
        1,
        new Location("descent.dataset-rows.v1", 0, 0, 0));
  }

  private static double rate(CohortPlanned cohort, CohortPlanned.Trial trial) {
    var text = cohort.training(trial).optimiser().toString();
    return Double.parseDouble(text.replaceAll(".*learningRate=([0-9.Ee-]+).*", "$1"));
  }

  /** Where it reaches the target, whatever its budget. */
  private static int reaches(CohortPlanned cohort, CohortPlanned.Trial trial) {
    return cohort.training(trial).targets().isEmpty()
        ? Integer.MAX_VALUE
        : 20 + (int) (Math.round(1000 * rate(cohort, trial)) + 37 * trial.seed()) % 100;
  }

  private static float loss(CohortPlanned cohort, CohortPlanned.Trial trial, int iteration) {
    double distance = Math.abs(Math.log(rate(cohort, trial) / 0.03));
    return (float) (distance + 1.0 / iteration + 0.01 * (trial.seed() % 3));
  }

  private static Event evaluated(CohortPlanned cohort, CohortPlanned.Trial trial, boolean failing) {
    if (failing && trial.seed() % 2 == 0) {
      return new TrialFailed(
          trial.trial(), cohort.experiment(), trial.variant(), trial.seed(), cohort.cohort(), "no");
    }
    var training = cohort.training(trial);
    int reached = reaches(cohort, trial);
    boolean converged = reached <= training.iterations();
    int iterations = converged ? reached : training.iterations();
    var metrics = new Metrics(loss(cohort, trial, iterations), converged ? 1 : 0.5, List.of());
    var trained =
        new TrialTrained(
            trial.trial(),
            cohort.experiment(),
            trial.variant(),
            trial.seed(),
            cohort.cohort(),
            converged ? End.CONVERGED : End.EXHAUSTED,
            iterations,
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
            trial.kept() && !converged,
            trial.from());
    return new TrialEvaluated(
        trained, Map.of("train", metrics), List.of(), List.of(), List.of(), List.of());
  }

  /** From where it went on, an iteration before that was its end. */
  private static TrainingProgressed curve(CohortPlanned cohort, CohortPlanned.Trial trial) {
    int first = Math.max(1, trial.after());
    int last = Math.min(cohort.training(trial).iterations(), reaches(cohort, trial));
    var values = new float[last - first + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = loss(cohort, trial, first + i);
    }
    return new TrainingProgressed(
        cohort.cohort(),
        cohort.experiment(),
        List.of("loss", "accuracy"),
        List.of(new TrainingProgressed.Slice(trial.trial(), first, values.length)),
        List.of(values, Arrays.copyOf(values, values.length)));
  }

  private static Extension more(Integer seeds, Integer budget, String variants) {
    return new Extension(seeds, budget, variants, Map.of());
  }

  private static Extension adding(String path, String... values) {
    return new Extension(null, null, "", Map.of(path, List.of(values)));
  }

  private static Experiment read(String document) {
    return ExperimentReader.yaml(document);
  }

  private static Experiment extended(String document, Extension more) {
    return ExperimentReader.extended(read(document), more);
  }

  /** All that a trial has come to, but where and by whom. */
  private static List<List<Object>> trials(ExperimentResult result) {
    var all = new ArrayList<List<Object>>();
    for (var variant : result.variants()) {
      for (var t : variant.trials()) {
        all.add(
            Arrays.asList(
                variant.settings(),
                t.seed(),
                t.end(),
                t.iterations(),
                t.iterationsToTarget(),
                t.metrics(),
                t.best(),
                t.stopped()));
      }
    }
    return all;
  }

  private static void assertSame(ExperimentResult extended, ExperimentResult fromTheStart) {
    assertThat(trials(extended)).isEqualTo(trials(fromTheStart)).isNotEmpty();
    assertThat(extended.state()).isEqualTo(State.COMPLETE);
    assertThat(extended.search()).isEqualTo(fromTheStart.search());
    for (int v = 0; v < extended.variants().size(); v++) {
      assertThat(extended.variants().get(v).summary())
          .isEqualTo(fromTheStart.variants().get(v).summary());
    }
  }

  @Test
  void moreSeedsTrainExactlyThoseThatAreMissing() {
    var world = new World();
    world.whole(read(GRID));
    var more = extended(GRID, more(10, null, ""));

    var result = world.whole(more);

    assertThat(world.trained).hasSize(12).allMatch(t -> t.seed() > 4 && t.after() == 0);
    assertSame(result, new World().whole(read(GRID.replace("seeds: 4", "seeds: 10"))));
    var status = world.experiments.status(more.id()).orElseThrow();
    assertThat(status.base()).isEqualTo(read(GRID).id());
    assertThat(status.adopted()).isEqualTo(8);
    assertThat(status.curvesComplete()).isTrue();
    assertThat(result.variants().get(0).trials())
        .filteredOn(t -> t.from() != null)
        .hasSize(4)
        .allMatch(t -> t.from().startsWith(read(GRID).id() + "."));
  }

  @Test
  void aLargerBudgetGoesOnWhereTheSmallerOneWasUsedUp() {
    var world = new World();
    var before = world.whole(read(GRID));
    var exhausted =
        before.variants().stream()
            .flatMap(v -> v.trials().stream())
            .filter(t -> t.end() == End.EXHAUSTED)
            .map(TrialResult::id)
            .toList();
    assertThat(exhausted).hasSizeBetween(1, 7);

    var result = world.whole(extended(GRID, more(null, 200, "")));

    assertThat(world.trained)
        .extracting(CohortPlanned.Trial::from)
        .containsExactlyInAnyOrderElementsOf(exhausted);
    assertThat(world.trained).allMatch(t -> t.after() == 60);
    assertSame(result, new World().whole(read(GRID.replace("budget: 60", "budget: 200"))));
  }

  @Test
  void valuesThatAreAddedAreTrainedAndTheOthersAreTakenOver() {
    var world = new World();
    world.whole(read(GRID));

    var result = world.whole(extended(GRID, adding("optimiser.sgd.learningRate", "0.3", "0.4")));

    assertThat(world.trained).hasSize(8).allMatch(t -> t.variant() >= 2);
    assertSame(result, new World().whole(read(GRID.replace("0.2]", "0.2, 0.3, 0.4]"))));
  }

  @Test
  void whereOneValueStandsBothAreTrained() {
    var world = new World();
    world.whole(read(GRID));

    var result = world.whole(extended(GRID, adding("loss", "l2")));

    assertThat(world.trained).hasSize(8);
    assertThat(result.variants()).hasSize(4);
    assertThat(result.variants().stream().flatMap(v -> v.trials().stream()))
        .filteredOn(t -> t.from() != null)
        .hasSize(8);
  }

  @Test
  void whatWasExtendedIsExtendedAgain() {
    var world = new World();
    world.whole(read(GRID));
    var longer = extended(GRID, more(null, 80, ""));
    world.whole(longer);

    var result = world.whole(ExperimentReader.extended(longer, more(6, 200, "")));

    assertThat(world.trained)
        .filteredOn(t -> t.seed() > 4)
        .hasSize(4)
        .allMatch(t -> t.after() == 0);
    assertThat(world.trained).filteredOn(t -> t.seed() <= 4).allMatch(t -> t.after() == 80);
    assertSame(
        result,
        new World()
            .whole(
                read(GRID.replace("budget: 60", "budget: 200").replace("seeds: 4", "seeds: 6"))));
    assertReplays(world);
  }

  @Test
  void moreVariantsOfASearchFollowOnThoseThatItHasProposed() {
    var world = new World();
    world.whole(read(SEARCH));
    var before = Set.copyOf(world.work);

    var result = world.whole(extended(SEARCH, more(null, null, "+4")));

    var fromTheStart = new World();
    assertSame(result, fromTheStart.whole(read(SEARCH.replace("variants: 8", "variants: 12"))));
    fromTheStart.work.removeAll(before);
    assertThat(world.work).isEqualTo(fromTheStart.work).isNotEmpty();
    assertReplays(world);
  }

  @Test
  void trialsThatFailedAreTrainedByWhoeverExtendsTheirExperiment() {
    var world = new World();
    world.failing = true;
    world.whole(read(GRID));
    world.failing = false;

    var result = world.whole(extended(GRID, more(5, null, "")));

    assertThat(world.trained).extracting(CohortPlanned.Trial::seed).containsOnly(2L, 4L, 5L);
    assertSame(result, new World().whole(read(GRID.replace("seeds: 4", "seeds: 5"))));
  }

  @Test
  void whatFailedIsTrainedAgainAndOnlyThat() {
    var world = new World();
    world.failing = true;
    var id = read(GRID).id();
    var failed = world.whole(read(GRID));
    assertThat(failed.variants()).allMatch(v -> v.summary().ends().get(End.FAILED) == 2);
    world.failing = false;
    world.trained.clear();

    for (var cohort : world.experiments.again(id, Sizing.fixed(3))) {
      world.tell(cohort);
      world.queue.add(cohort);
    }
    assertThat(world.experiments.status(id).orElseThrow().state()).isEqualTo(State.RUNNING);
    var result = world.rest(id);

    assertThat(world.trained).hasSize(4).allMatch(t -> t.seed() % 2 == 0);
    assertSame(result, new World().whole(read(GRID)));
    assertThat(world.log).filteredOn(ReportPublished.class::isInstance).hasSize(2);
    assertThat(world.experiments.again(id, Sizing.fixed(3))).isEmpty();
    assertReplays(world);
  }

  @Test
  void theLogReplayedInAnyOrderComesToTheSame() {
    var world = new World();
    world.whole(read(GRID));
    world.whole(extended(GRID, more(6, 200, "")));
    assertReplays(world);
  }

  private static void assertReplays(World world) {
    for (long order = 0; order < 10; order++) {
      var other = world.again(order);
      for (var status : world.experiments.statuses()) {
        var id = status.experiment();
        assertThat(other.status(id)).contains(status);
        assertThat(trials(other.ask(id, Ledger::result).orElseThrow()))
            .isEqualTo(trials(world.result(id)));
        assertThat(other.missing(id, Sizing.fixed(3))).isEmpty();
      }
    }
  }

  @Test
  void filesThatHaveChangedSinceAreNoBaseToExtend() {
    var world = new World();
    world.whole(read(GRID));
    var more = extended(GRID, more(6, null, ""));
    world.tell(more.submitted());
    var other = prepared(more.id());
    world.tell(
        new DatasetPrepared(
            other.experiment(),
            "fedcba9876543210",
            "1".repeat(64),
            other.shape(),
            other.targets(),
            200,
            0,
            0,
            1,
            other.rows()));

    assertThat(world.experiments.missing(more.id(), Sizing.fixed(3))).isEmpty();
    var status = world.experiments.status(more.id()).orElseThrow();
    assertThat(status.state()).isEqualTo(State.REJECTED);
    assertThat(status.reason()).contains("its data are others", read(GRID).id());
  }

  @Test
  void whatIsNoMoreIsRefusedInOneLine() {
    assertRefused(GRID, more(4, null, ""), "seeds: 4, expected more than the 4");
    assertRefused(GRID, more(null, 60, ""), "budget: 60, expected more than the 60 iterations");
    assertRefused(GRID, more(null, null, "+5"), "variants: rates searches nothing");
    assertRefused(SEARCH, more(null, null, "8"), "variants: 8, expected more than the 8");
    assertRefused(SEARCH, more(null, null, "+0"), "variants: +0, expected more than the 8");
    assertRefused(SEARCH, more(null, null, "lots"), "variants: lots, expected a number");
    assertRefused(GRID, more(null, null, ""), "nothing is to be more");
    assertRefused(
        GRID, adding("optimiser.sgd.learningRate", "0.1"), "learningRate has 0.1 already");
    assertRefused(GRID, adding("seeds", "0.1"), "add: seeds cannot vary");
    assertRefused(GRID, adding("optimiser.adam.beta1", "0.1"), "has no value to stand beside");
    assertRefused(GRID, adding("loss", "l3"), "l3");
    assertRefused(
        GRID.replace("vary: {", "vary: {budget: [60, 70], "),
        more(null, 100, ""),
        "budget: it varies in rates");
  }

  private static void assertRefused(String document, Extension more, String message) {
    assertThatThrownBy(() -> extended(document, more))
        .isInstanceOf(InvalidExperiment.class)
        .hasMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
  }

  @Test
  void seedsThatAreListedStayAndTheSmallestOthersFollow() {
    var listed = GRID.replace("seeds: 4", "seeds: [3, 8]");
    assertThat(extended(listed, more(5, null, "")).seeds()).containsExactly(3L, 8L, 1L, 2L, 4L);
  }
}
