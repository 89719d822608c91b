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

/** Somebody's log of an experiment that searches a rate, and who trains. */
public final class World {
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

  final Experiment experiment;
  final List<Event> log = new ArrayList<>();
  final ArrayDeque<CohortPlanned> queue = new ArrayDeque<>();
  final Random random;
  Ledger ledger;
  int cohorts;

  /** Told of nothing but its data. */
  public World(String document, long order) {
    experiment = ExperimentReader.yaml(RATES + document);
    random = new Random(order);
    restart();
    tell(prepared(experiment.id()));
  }

  /** What has been made of it. */
  public Ledger ledger() {
    return ledger;
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

  /** Trained to its end. */
  public World whole(boolean restarting) {
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
  private static double loss(CohortPlanned cohort, CohortPlanned.Trial trial, int iterations) {
    double distance = Math.abs(Math.log(rate(cohort, trial) / 0.03));
    return distance + 1.0 / iterations + 0.01 * (trial.seed() % 3);
  }

  private static double rate(CohortPlanned cohort, CohortPlanned.Trial trial) {
    var text = cohort.training(trial).optimiser().toString();
    return Double.parseDouble(text.replaceAll(".*learningRate=([0-9.Ee-]+).*", "$1"));
  }

  private static Event evaluated(CohortPlanned cohort, CohortPlanned.Trial trial) {
    var training = cohort.training(trial);
    double loss = loss(cohort, trial, training.iterations());
    if (loss > 3.2) {
      return new TrialFailed(
          trial.trial(), cohort.experiment(), trial.variant(), trial.seed(), cohort.cohort(), "no");
    }
    // a larger rate is never less accurate
    double accuracy = 0.4 + rate(cohort, trial) / 2 + 0.04 * (trial.seed() % 3);
    var metrics = new Metrics(loss, Math.min(1, accuracy), List.of());
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
            0.125 * training.iterations(),
            Map.of(),
            trial.kept(),
            "",
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
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) loss(cohort, trial, first + i);
    }
    return new TrainingProgressed(
        cohort.cohort(),
        cohort.experiment(),
        List.of("loss", "accuracy"),
        List.of(new TrainingProgressed.Slice(trial.trial(), first, values.length)),
        List.of(values, values));
  }
}
