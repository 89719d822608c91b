package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes die without a word; the results are complete and each trial is counted once. */
class CrashIT {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Path LONG = Path.of("src/test/resources/experiments/long.yaml");

  @TempDir Path directory;

  @Test
  void aTrainerKilledInMidCohortIsReplacedAndNothingIsLostOrCountedTwice() {
    try (var pipeline = Pipeline.withBroker(directory)) {
      var control = pipeline.control();
      pipeline.loader();
      pipeline.evaluator();
      var first = pipeline.trainer();
      control.process().awaitReady();
      first.awaitReady();
      var experiment = Control.read(LONG).get(0);
      var id = control.submit(experiment);
      awaitTraining(control, id);

      first.kill();
      var endedBefore = control.status(id).path("ended").asInt();
      assertThat(endedBefore).as("killed in the middle").isLessThan((int) experiment.trials());
      var second = pipeline.trainer();

      var results = control.awaitComplete(id, LIMIT);
      assertThat(second.alive()).isTrue();
      assertEachTrialOnce(results, experiment.trials());
      assertThat(curve(control, id)).as("no gap, no repetition").hasSize(900);
    }
  }

  @Test
  void controlKilledInMidExperimentRebuildsItsStateFromTheLog() {
    try (var pipeline = Pipeline.withBroker(directory)) {
      var first = pipeline.control();
      pipeline.loader();
      pipeline.evaluator();
      pipeline.trainer();
      first.process().awaitReady();
      var experiment = Control.read(LONG, "budget=600", "seeds=8").get(0);
      var id = first.submit(experiment);
      awaitTraining(first, id);

      first.process().kill();
      var second = pipeline.control();
      second.process().awaitReady();

      assertThat(second.status(id).path("total").asInt()).isEqualTo(8);
      var results = second.awaitComplete(id, LIMIT);
      assertEachTrialOnce(results, 8);

      second.process().kill();
      var third = pipeline.control();
      third.process().awaitReady();
      assertThat(third.results(id)).as("the same from the log alone").isEqualTo(results);
      assertThat(third.submit(experiment)).as("submitting again changes nothing").isEqualTo(id);
      assertThat(third.results(id)).isEqualTo(results);
    }
  }

  private static void awaitTraining(Control control, String id) {
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
  private static java.util.List<String> curve(Control control, String id) {
    var last = id + ".0.12";
    return control
        .text("/api/experiments/" + id + "/curves.csv")
        .lines()
        .filter(line -> line.contains(last))
        .toList();
  }
}
