package org.descent.control.plan;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.descent.contracts.event.ExperimentPaused;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Sizing;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.spec.ExperimentReader;

/**
 * A log, control, and a trainer that is only asked what is new. Trials reach their target, if they
 * have one, when their rate and seed say so.
 */
final class World {
  static final String TRAINED =
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
  static final String GRID =
      TRAINED
          + """
          budget: 60
          target: {accuracy: 0.9}
          snapshots: {logarithmic: 5}
          vary: {optimiser.sgd.learningRate: [0.1, 0.2]}
          seeds: 4
          """;
  static final String SEARCH =
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

  final List<Event> log = new ArrayList<>();
  final ArrayDeque<CohortPlanned> queue = new ArrayDeque<>();
  final List<CohortPlanned.Trial> trained = new ArrayList<>();
  final Set<List<Object>> work = new HashSet<>(); // what, from which seed, how far
  boolean failing;
  int turn; // that the trainer has heard of
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

  /** The experiment is to rest, or to go on; {@code heard} by the trainer at once, or not yet. */
  void pause(Experiment experiment, boolean paused, boolean heard) {
    int next = 1 + experiments.ask(experiment.id(), Ledger::turn).orElseThrow();
    tell(new ExperimentPaused(experiment.id(), experiment.submitted(), paused, next));
    turn = heard ? next : turn;
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
    if (cohort.turn() < turn) {
      return; // it stays where it stands
    }
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

  static DatasetPrepared prepared(String experiment) {
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

  private static double rate(TrainingSpec training) {
    var text = training.optimiser().toString();
    return Double.parseDouble(text.replaceAll(".*learningRate=([0-9.Ee-]+).*", "$1"));
  }

  /** Where it reaches the target, whatever its budget; a fork not before it is one. */
  private static int reaches(CohortPlanned cohort, CohortPlanned.Trial trial) {
    var training = cohort.training(trial);
    int reached = 20 + (int) (Math.round(1000 * rate(training)) + 37 * trial.seed()) % 100;
    int fork = training.stem() == null ? 0 : training.stem().iterations();
    return training.targets().isEmpty() ? Integer.MAX_VALUE : Math.max(fork, reached);
  }

  private static float loss(CohortPlanned cohort, CohortPlanned.Trial trial, int iteration) {
    var training = cohort.training(trial);
    while (training.stem() != null && iteration < training.stem().iterations()) {
      training = training.stem();
    }
    double distance = Math.abs(Math.log(rate(training) / 0.03));
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
            trial.from(),
            "");
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

  /** All that a trial has come to, but where and by whom. */
  static List<List<Object>> trials(ExperimentResult result) {
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

  /** Control that reads the log in any order comes to the same. */
  void assertReplays() {
    for (long order = 0; order < 10; order++) {
      var other = again(order);
      for (var status : experiments.statuses()) {
        var id = status.experiment();
        assertThat(other.status(id)).contains(status);
        assertThat(trials(other.ask(id, Ledger::result).orElseThrow()))
            .isEqualTo(trials(result(id)));
        assertThat(other.missing(id, Sizing.fixed(3))).isEmpty();
      }
    }
  }
}
