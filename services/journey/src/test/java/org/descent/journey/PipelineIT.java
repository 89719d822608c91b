package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.descent.contracts.Topics;
import org.descent.contracts.event.ModelPublished;
import org.descent.transport.Events;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a healthy pipeline of four processes does with good and with bad records. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineIT {
  private static final Path SWEEP = Path.of("src/test/resources/experiments/learning-rates.yaml");

  @TempDir static Path directory;

  private Pipeline pipeline;
  private Control control;

  @BeforeAll
  void start() {
    pipeline = Pipeline.withBroker(directory);
    control = pipeline.control();
    var services = List.of(pipeline.loader(), pipeline.trainer(), pipeline.evaluator());
    control.process().awaitReady();
    services.forEach(ServiceProcess::awaitReady);
  }

  @AfterAll
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  void theStudyInSmallTravelsThroughTheLogAndEveryTrialIsCountedOnce() {
    var experiments =
        Control.read(
            Path.of("../../experiments/study.yaml"),
            "seeds=2",
            "fully-connected:budget=600",
            "line:budget=40",
            "detection:budget=60");

    var ids = new HashMap<String, String>();
    experiments.forEach(experiment -> ids.put(experiment.name(), control.submit(experiment)));

    for (var experiment : experiments) {
      var results = control.awaitComplete(ids.get(experiment.name()));
      var trials = Trials.of(results);
      assertThat(trials).as(experiment.name()).hasSize((int) experiment.trials());
      assertThat(trials).extracting(t -> t.path("id").asText()).doesNotHaveDuplicates();
      assertThat(trials)
          .as("%s: the evaluator finds what the trainer claims", experiment.name())
          .allMatch(trial -> trial.path("agrees").asBoolean());
      assertThat(Trials.ends(results))
          .as(experiment.name())
          .isSubsetOf("converged", "exhausted", "diverged");
    }
  }

  @Test
  void everyRegularEndReachesTheResults() {
    var sweep = Control.read(SWEEP, "name=ends").get(0);

    var results = control.awaitComplete(control.submit(sweep));

    assertThat(ends(results, 0)).as("learning rate 0.001").containsOnly("exhausted");
    assertThat(ends(results, 1)).as("learning rate 0.5").contains("converged");
    assertThat(ends(results, 2)).as("learning rate 3e38").contains("diverged");
  }

  @Test
  void whatInstrumentsFindReachesTheResults() {
    var around =
        "landscapes=[{random: {points: 5}}, {eigenvectors: {points: 5}}, {trajectory: {points:"
            + " 5}}]";
    var sweep =
        Control.read(
                SWEEP,
                "name=seen",
                "instruments=[sharpness, update-norm]",
                "snapshots={every: 5}",
                around)
            .get(0);

    var results = control.awaitComplete(control.submit(sweep));

    assertThat(Trials.of(results))
        .filteredOn(trial -> !trial.path("end").asText().equals("diverged"))
        .isNotEmpty()
        .allMatch(trial -> trial.path("instruments").path("sharpness").asDouble() > 0)
        .allMatch(trial -> trial.path("instruments").path("update-norm").asDouble() > 0);
    assertThat(Trials.of(results)).allMatch(trial -> trial.path("agrees").asBoolean());
    assertThat(Trials.of(results))
        .filteredOn(trial -> trial.has("landscapes"))
        .filteredOn(trial -> !trial.path("end").asText().equals("diverged"))
        .as("the first trial of each variant that has not diverged")
        .hasSize(2)
        .allMatch(trial -> trial.path("seed").asInt() == 1)
        .allMatch(trial -> trial.path("landscapes").size() == 3);
  }

  @Test
  void whoIsSeenTrainsTheSameInAnotherProcess() {
    var snapshots = "snapshots={every: 5}";
    var looks = "instruments=[sharpness, noise-scale, gradient-norm, update-norm]";
    var unseen = control.submit(Control.read(SWEEP, "name=unseen", snapshots).get(0));
    var seen = control.submit(Control.read(SWEEP, "name=watched", snapshots, looks).get(0));
    var results = control.awaitComplete(seen);
    control.awaitComplete(unseen);

    assertThat(Trials.of(results).get(0).path("instruments").path("sharpness").isNumber()).isTrue();
    assertThat(weights(seen)).hasSize(Trials.of(results).size()).isEqualTo(weights(unseen));
  }

  /** Of every snapshot, by variant and seed. */
  private Map<String, String> weights(String experiment) {
    return new Records(pipeline.bootstrap())
        .all(Topics.MODELS).stream()
            .filter(record -> record.key() != null && record.key().startsWith(experiment))
            .map(record -> Events.decode(record.value(), ModelPublished.class))
            .collect(
                Collectors.toMap(
                    model -> model.trial().substring(experiment.length()),
                    model -> model.iterations() + HexFormat.of().formatHex(model.weights()),
                    (first, again) -> again));
  }

  @Test
  void everyEventDeliveredTwiceChangesNothing() {
    var sweep = Control.read(SWEEP, "name=twice", "seeds=3").get(0);
    var id = control.submit(sweep);
    var before = control.awaitComplete(id);
    var records = new Records(pipeline.bootstrap());
    var again = new ArrayList<ProducerRecord<String, byte[]>>();
    for (var topic : Topics.ALL) {
      if (!topic.equals(Topics.DEAD_LETTERS)) {
        records.all(topic).stream()
            .filter(record -> record.key() != null && record.key().contains("twice"))
            .forEach(record -> again.add(Records.again(record)));
      }
    }
    assertThat(again)
        .as("models, trainings and evaluations of nine trials, and what they have in common")
        .hasSizeGreaterThan(3 * 9)
        .extracting(ProducerRecord::topic)
        .contains(
            Topics.EXPERIMENTS, Topics.DATASETS, Topics.COHORTS, Topics.PROGRESS, Topics.REPORTS);

    records.send(again);
    // A marker at the end of the line: once it is through, so are the copies before it.
    control.awaitComplete(control.submit(Control.read(SWEEP, "name=marker").get(0)));

    assertThat(Trials.withoutCircumstances(control.results(id)))
        .isEqualTo(Trials.withoutCircumstances(before));
  }

  @Test
  void aPoisonRecordOnAnyTopicIsSetAsideWithItsReasonAndStopsNothing() {
    // Checkpoints are read only by who is about to train their cohort.
    var poisoned =
        Topics.ALL.stream()
            .filter(topic -> !Set.of(Topics.DEAD_LETTERS, Topics.CHECKPOINTS).contains(topic))
            .toList();
    var records = new Records(pipeline.bootstrap());

    records.send(
        poisoned.stream()
            .map(
                topic ->
                    new ProducerRecord<>(
                        topic,
                        "poison-on-" + topic,
                        "{not an event".getBytes(StandardCharsets.UTF_8)))
            .toList());

    Map<String, String> reasons = new HashMap<>();
    Eventually.holds(
        () -> "a dead letter for each of " + missing(poisoned, reasons.keySet()),
        () -> {
          for (var letter : records.all(Topics.DEAD_LETTERS)) {
            if (letter.key() != null && letter.key().startsWith("poison-on-")) {
              reasons.put(
                  letter.key().substring("poison-on-".length()),
                  Records.header(letter, "dead-letter-reason"));
            }
          }
          return reasons.keySet().containsAll(poisoned);
        });
    assertThat(reasons.values())
        .allSatisfy(reason -> assertThat(reason).isNotBlank().hasLineCount(1));

    var after = Control.read(SWEEP, "name=after-poison", "seeds=1").get(0);
    var results = control.awaitComplete(control.submit(after));
    assertThat(Trials.of(results)).hasSize(3);
  }

  @Test
  void unusableDataIsRejectedWithItsReason() {
    var experiment =
        Control.read(
                SWEEP, "name=no-file", "data={csv: {file: /nowhere/at-all.csv, targets: [label]}}")
            .get(0);

    var id = control.submit(experiment);

    awaitState(id, "rejected");
    assertThat(control.status(id).path("reason").asText())
        .contains("/nowhere/at-all.csv")
        .hasLineCount(1);
  }

  @Test
  void numbersBelongToTheDataThatTheFilesHeld(@TempDir Path data) throws IOException {
    var file = data.resolve("e.csv");
    var experiment =
        Control.read(
                SWEEP,
                "name=on-a-file",
                "network={heads: [binary]}",
                "data={csv: {file: '" + file + "', targets: [label]}}",
                "seeds=1")
            .get(0);
    var submission = control.submit(experiment);
    awaitState(submission, "rejected");

    Files.writeString(file, "a,label\n1,1\n2,0\n");
    control.submit(experiment);
    var first = control.awaitComplete(submission);
    control.submit(experiment);
    awaitState(submission, "complete");
    var untouched = control.results(submission);
    Files.writeString(file, "a,label\n1,0\n2,1\n3,1\n");
    control.submit(experiment);
    var changed = control.awaitComplete(submission);

    assertThat(untouched).isEqualTo(first);
    assertThat(changed.path("id")).isNotEqualTo(first.path("id"));
    assertThat(first.path("dataset").path("train").asInt()).isEqualTo(2);
    assertThat(changed.path("dataset").path("train").asInt()).isEqualTo(3);
    assertThat(changed.path("dataset").path("files").get(0).path("name").asText())
        .isEqualTo(file.toString());
    assertThat(Trials.of(changed))
        .allSatisfy(
            trial ->
                assertThat(trial.path("provenance").path("dataset"))
                    .isEqualTo(changed.path("dataset").path("id")));
    assertThat(control.results(first.path("id").asText()))
        .as("the first keeps its results")
        .isEqualTo(first);
  }

  @Test
  void aCancelledExperimentEndsEarlyAndSaysSo() {
    var experiment =
        Control.read(
                Path.of("src/test/resources/experiments/long.yaml"),
                "name=given-up",
                "budget=10000000")
            .get(0);
    var id = control.submit(experiment);
    Eventually.holds(
        () -> "training begins", () -> control.status(id).path("iterations").asLong() > 0);

    var answer = control.post("/api/experiments/" + id + "/cancel", "");

    assertThat(answer.statusCode()).isEqualTo(202);
    Eventually.holds(
        () -> control.status(id).toString(),
        () -> {
          var status = control.status(id);
          return status.path("state").asText().equals("cancelled")
              && status.path("ended").asInt() == status.path("total").asInt();
        });
    assertThat(Trials.ends(control.results(id))).contains("cancelled");
  }

  private void awaitState(String id, String state) {
    Eventually.holds(
        () -> control.status(id).toString(),
        () -> control.status(id).path("state").asText().equals(state));
  }

  private static List<String> ends(JsonNode results, int variant) {
    var ends = new ArrayList<String>();
    results
        .path("variants")
        .get(variant)
        .path("trials")
        .forEach(t -> ends.add(t.path("end").asText()));
    return ends;
  }

  private static Set<String> missing(List<String> wanted, Set<String> found) {
    var missing = new HashSet<>(wanted);
    missing.removeAll(found);
    return missing;
  }
}
