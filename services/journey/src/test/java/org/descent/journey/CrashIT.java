package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.descent.contracts.Ids;
import org.descent.contracts.Topics;
import org.descent.contracts.event.ModelPublished;
import org.descent.transport.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Processes die without a word; the results are complete and each trial is counted once. */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Path WIDE = Path.of("src/test/resources/experiments/wide.yaml");
  private static final int WIDE_BUDGET = 2000;
  private static final Map<String, String> CHECKPOINTS =
      Map.of("descent.trainer.checkpoint-interval", "0s");
  private static final Path LONG = Path.of("src/test/resources/experiments/long.yaml");
  private static final int LONG_BUDGET = 6000;

  @TempDir static Path directory;

  private Pipeline pipeline;
  private Control control;

  /** All but the trainers, of which every test has its own. */
  @BeforeAll
  void start() {
    pipeline = Pipeline.withBroker(directory);
    control = pipeline.control();
    pipeline.loader();
    pipeline.evaluator();
    control.process().awaitReady();
  }

  @AfterAll
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  void aTrainerKilledInMidCohortIsReplacedAndNothingIsLostOrCountedTwice() {
    var first = pipeline.trainer().awaitReady();
    var experiment = Control.read(LONG).get(0);
    var id = control.submit(experiment);
    awaitTraining(id);

    first.kill();
    var endedBefore = control.status(id).path("ended").asInt();
    assertThat(endedBefore).as("killed in the middle").isLessThan((int) experiment.trials());
    try (var second = pipeline.trainer()) {
      var results = control.awaitComplete(id, LIMIT);

      assertThat(second.alive()).isTrue();
      assertEachTrialOnce(results, experiment.trials());
      assertThat(curve(id)).as("no gap, no repetition").hasSize(LONG_BUDGET);
    }
  }

  @Test
  void aKilledTrainersSuccessorGoesOnFromTheLastCheckpointBitForBit() {
    var first = pipeline.trainer(CHECKPOINTS).awaitReady();
    var id = control.submit(Control.read(WIDE).get(0));
    Eventually.holds(
        LIMIT,
        () -> "some segments are done: " + control.status(id),
        () -> control.status(id).path("iterations").asLong() >= 1200);

    first.kill();
    assertThat(control.status(id).path("ended").asInt()).as("ended before").isLessThan(4);
    try (var second = pipeline.trainer(CHECKPOINTS)) {
      var interrupted = control.awaitComplete(id, LIMIT);

      assertEachTrialOnce(interrupted, 8);
      assertThat(second.meter("descent_trainer_cohorts_resumed_total")).isEqualTo(1);
      assertThat(second.meter("descent_trainer_iterations_total"))
          .isLessThan(8 * WIDE_BUDGET - 800);
      assertThat(forgotten()).isTrue();

      var whole = control.submit(Control.read(WIDE, "name=whole").get(0));
      control.awaitComplete(whole, LIMIT);
      assertThat(curves(id)).isEqualTo(curves(whole)).hasSize(8 * WIDE_BUDGET + 1);
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
      var results = control.awaitComplete(id, LIMIT);
      assertEachTrialOnce(results, 8);

      replaceControl();
      assertThat(control.results(id)).as("the same from the log alone").isEqualTo(results);
      assertThat(control.submit(experiment)).as("submitting again changes nothing").isEqualTo(id);
      assertThat(control.results(id)).isEqualTo(results);
    }
  }

  private void replaceControl() {
    control.process().kill();
    control = pipeline.control();
    control.process().awaitReady();
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
        LIMIT,
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
