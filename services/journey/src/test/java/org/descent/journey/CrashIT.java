package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.descent.contracts.Ids;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ModelPublished;
import org.descent.experiment.Experiment;
import org.descent.transport.Events;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes die without a word; the results are complete and each trial is counted once. */
@Tag("thorough")
class CrashIT extends Journey {
  private static final Path WIDE = Path.of("src/test/resources/experiments/wide.yaml");
  private static final Map<String, String> CHECKPOINTS =
      Map.of("descent.trainer.checkpoint-interval", "0s");
  private static final Path LONG = Path.of("src/test/resources/experiments/long.yaml");

  @Test
  void aTrainerKilledInMidCohortIsReplacedAndNothingIsLostOrCountedTwice() {
    int budget =
        Midway.of(
            600,
            longer -> {
              var first = pipeline.trainer().awaitReady();
              var id = control.submit(lasting(longer));
              awaitTraining(id);
              first.kill();
              return told(id) < 12 ? Optional.of(longer) : Optional.empty();
            });
    var experiment = lasting(budget);
    var id = experiment.id();
    try (var second = pipeline.trainer()) {
      var results = control.awaitComplete(id);

      assertThat(second.alive()).isTrue();
      assertEachTrialOnce(results, experiment.trials());
      assertThat(curve(id)).as("no gap, no repetition").hasSize(budget);
    }
  }

  @Test
  void aKilledTrainersSuccessorGoesOnFromTheLastCheckpointBitForBit() {
    int budget =
        Midway.of(
            2000,
            longer -> {
              var first = pipeline.trainer(CHECKPOINTS).awaitReady();
              var id = control.submit(wide("wide", longer));
              Eventually.holds(
                  () -> "a checkpoint is there: " + control.status(id),
                  () -> gone(id) > 0 || told(id) == 8);
              first.kill();
              if (gone(id) > 0) {
                return Optional.of(longer);
              }
              var other = pipeline.trainer();
              control.awaitComplete(id);
              other.kill();
              return Optional.empty();
            });
    var id = wide("wide", budget).id();
    long gone = gone(id);
    try (var second = pipeline.trainer(CHECKPOINTS)) {
      var interrupted = control.awaitComplete(id);

      assertEachTrialOnce(interrupted, 8);
      assertThat(second.meter("descent_trainer_cohorts_resumed_total")).isEqualTo(1);
      assertThat(second.meter("descent_trainer_iterations_total"))
          .isLessThanOrEqualTo(8 * budget - gone);
      assertThat(forgotten()).isTrue();

      var whole = control.submit(wide("whole", budget));
      control.awaitComplete(whole);
      assertThat(curves(id)).isEqualTo(curves(whole)).hasSize(8 * budget + 1);
      assertThat(models(id)).hasSize(8).isEqualTo(models(whole));
    }
  }

  @Test
  void controlKilledInMidExperimentRebuildsItsStateFromTheLog() {
    try (var trainer = pipeline.trainer()) {
      trainer.awaitReady();
      var experiment = Control.read(LONG, "budget=4000", "seeds=8").get(0);
      var id = control.submit(experiment);
      awaitTraining(id);

      replaceControl();
      assertThat(control.status(id).path("total").asInt()).isEqualTo(8);
      var results = control.awaitComplete(id);
      assertEachTrialOnce(results, 8);

      replaceControl();
      assertThat(control.results(id)).as("the same from the log alone").isEqualTo(results);
      assertThat(control.submit(experiment)).as("submitting again changes nothing").isEqualTo(id);
      assertThat(control.results(id)).isEqualTo(results);
    }
  }

  /** Twelve trials of {@code budget} iterations each. */
  private static Experiment lasting(int budget) {
    return Control.read(LONG, "budget=" + budget).get(0);
  }

  /** Eight trials of {@code budget} iterations each. */
  private static Experiment wide(String name, int budget) {
    return Control.read(WIDE, "name=" + name, "budget=" + budget).get(0);
  }

  /** Of how many trials of {@code id} the log knows the end. */
  private long told(String id) {
    return new Records(pipeline.bootstrap())
        .all(Topics.TRAININGS).stream()
            .map(record -> Events.decode(record.value()))
            .filter(event -> event.experiment().equals(id))
            .map(Event::key)
            .distinct()
            .count();
  }

  /** How many iterations of {@code id} nobody has to go again who goes on from its checkpoints. */
  private long gone(String id) {
    var last = new HashMap<String, Long>();
    for (var record : new Records(pipeline.bootstrap()).all(Topics.CHECKPOINTS)) {
      if (record.key().startsWith(id) && !record.key().contains("@")) {
        last.put(record.key(), record.value() == null ? 0 : iterations(record.value()));
      }
    }
    return last.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long iterations(byte[] checkpoint) {
    return Events.decode(checkpoint, CohortCheckpointed.class).running().stream()
        .mapToLong(CohortCheckpointed.Running::iterations)
        .sum();
  }

  /**
   * Whether the last word on every checkpointed cohort is that it is done: what stays is where
   * trials that have used up their budget can go on.
   */
  private boolean forgotten() {
    var last = new HashMap<String, Boolean>();
    for (var record : new Records(pipeline.bootstrap()).all(Topics.CHECKPOINTS)) {
      if (!record.key().contains("@")) {
        last.put(record.key(), record.value() == null);
      }
    }
    assertThat(last).as("checkpointed cohorts").isNotEmpty();
    return !last.containsValue(false);
  }

  /** Every point of every curve, without the experiment's own names. */
  private List<String> curves(String id) {
    return control
        .text("/api/experiments/" + id + "/curves.csv")
        .lines()
        .map(line -> line.replace(id, "E"))
        .sorted()
        .toList();
  }

  /** The last published weights of every trial, at its snapshots and its end. */
  private Map<String, String> models(String id) {
    var models = new TreeMap<String, String>();
    for (var record : new Records(pipeline.bootstrap()).all(Topics.MODELS)) {
      var model = Events.decode(record.value(), ModelPublished.class);
      if (model.experiment().equals(id)) {
        models.put(
            model.trial().replace(id, "E"), model.iterations() + Ids.sha256(model.weights()));
      }
    }
    return models;
  }

  private void awaitTraining(String id) {
    Eventually.holds(
        () -> "training begins: " + control.status(id),
        () -> control.status(id).path("iterations").asLong() >= 300);
  }

  private static void assertEachTrialOnce(JsonNode results, long trials) {
    assertThat(Trials.of(results)).hasSize((int) trials);
    assertThat(Trials.of(results)).extracting(t -> t.path("id").asText()).doesNotHaveDuplicates();
    assertThat(Trials.ends(results)).containsOnly("exhausted");
    assertThat(Trials.of(results)).allMatch(trial -> trial.path("agrees").asBoolean());
  }

  /** The iterations of the last trial's loss curve as the CSV tells them. */
  private List<String> curve(String id) {
    var last = id + ".0.12";
    return control
        .text("/api/experiments/" + id + "/curves.csv")
        .lines()
        .filter(line -> line.contains(last))
        .toList();
  }
}
