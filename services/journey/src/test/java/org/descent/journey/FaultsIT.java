package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.standalone.broker.FreePort;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a service cannot do it says, and what has broken ends, so that another can go on. */
@Tag("thorough")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {
  private static final Path BULKY = Path.of("src/test/resources/experiments/bulky.yaml");
  private static final Path LONG = Path.of("src/test/resources/experiments/long.yaml");
  private static final Path SWEEP = Path.of("src/test/resources/experiments/learning-rates.yaml");

  /** Enough for the service, not for 82 MB of data. */
  private static final String SMALL_HEAP = "-Xmx80m";

  @TempDir static Path directory;

  private final List<ServiceProcess> own = new ArrayList<>();
  private Pipeline pipeline;
  private Control control;

  @BeforeAll
  void start() {
    pipeline = Pipeline.withBroker(directory);
    control = pipeline.control();
    pipeline.loader();
    control.process().awaitReady();
  }

  @AfterAll
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @AfterEach
  void stopThoseOfTheTest() {
    own.forEach(ServiceProcess::close);
    own.clear();
  }

  @Test
  void anExperimentSaysForWhomItWaits() {
    var id = control.submit(Control.read(SWEEP, "name=waiting", "seeds=1").get(0));
    awaitWaiting(id, "no evaluator and no trainer is alive");

    start("trainer", Map.of());
    awaitWaiting(id, "no evaluator is alive");

    start("evaluator", Map.of());
    control.awaitComplete(id);
    assertThat(control.status(id).path("waiting").asText()).isEmpty();
  }

  @Test
  void aServiceThatWaitsForItsBrokerStopsWhenItIsTold() throws IOException {
    var nobody = "127.0.0.1:" + FreePort.next();
    var logs = Path.of("target", "journeys").toAbsolutePath();
    for (var module : List.of("trainer", "evaluator", "dataset-loader", "control")) {
      var service = ServiceProcess.start(module, nobody, logs, Map.of(), List.of());
      own.add(service);
      Eventually.holds(
          () -> module + " waits: " + service.logged(), () -> service.logged().contains(nobody));

      service.stop();
      assertThat(service.awaitExit()).as(service.logged()).isEqualTo(143);
      assertThat(service.logged()).doesNotContain("\tat ");
    }
  }

  @Test
  void dataThatATrainerCannotHoldFailItsTrialsInWordsAndNoOthers() {
    var trainer = start("trainer", Map.of(), SMALL_HEAP);
    start("evaluator", Map.of());

    var bulky = control.submit(Control.read(BULKY).get(0));
    assertFailed(
        control.awaitComplete(bulky),
        "the trainer cannot hold it: memory is short: Java heap space; the heap is",
        "fewer examples");

    var small = control.submit(Control.read(SWEEP, "name=small", "seeds=1").get(0));
    assertThat(Trials.ends(control.awaitComplete(small))).doesNotContain("failed");
    assertThat(trainer.alive()).isTrue();
  }

  @Test
  void dataThatAnEvaluatorCannotHoldAreJudgedAllTheSame() {
    start("trainer", Map.of());
    var evaluator = start("evaluator", Map.of(), SMALL_HEAP);

    var bulky = control.submit(Control.read(BULKY, "name=in-blocks").get(0));
    assertThat(Trials.ends(control.awaitComplete(bulky))).doesNotContain("failed");
    assertThat(control.status(bulky).path("disagreements").asInt()).isZero();
    assertThat(evaluator.alive()).isTrue();
  }

  @Test
  void aTrainerThatCannotTellAnythingEndsAndAnotherGoesOn() throws IOException {
    start("evaluator", Map.of());
    int port = FreePort.next();
    var first = start("trainer", Map.of(), Accident.option(port));
    var id = control.submit(Control.read(LONG, "name=silenced", "seeds=2").get(0));
    Eventually.holds(
        () -> "training begins: " + control.status(id),
        () -> control.status(id).path("iterations").asLong() > 0);

    Accident.outOfMemory(
        first.process(), port, "kafka-producer-network-thread | kafka-producer-trainerProgress");
    assertThat(first.awaitExit()).as(first.logged()).isEqualTo(1);
    assertThat(first.logged())
        .contains("not alive, ending so as to be started anew")
        .contains("memory is short: Java heap space");

    start("trainer", Map.of());
    assertThat(Trials.ends(control.awaitComplete(id))).hasSize(2).containsOnly("exhausted");
  }

  @Test
  void aCohortThatKillsEveryTrainerIsGivenUpAfterSoMany() {
    start("evaluator", Map.of());
    var id = control.submit(Control.read(BULKY, "name=deadly").get(0));
    int died = 0;
    for (boolean given = false; !given; died += given ? 0 : 1) {
      var trainer =
          start(
              "trainer",
              Map.of("descent.trainer.attempts", "2"),
              SMALL_HEAP,
              "-XX:+ExitOnOutOfMemoryError");
      Eventually.holds(
          () -> "it dies or gives up: " + trainer.logged(),
          () -> !trainer.alive() || control.status(id).path("ended").asInt() == 2);
      given = trainer.alive();
    }

    assertThat(died).isGreaterThanOrEqualTo(2);
    assertFailed(
        control.awaitComplete(id),
        "given up: 2 trainers in a row have died of its cohort before they got on with it",
        "more memory than they have");
  }

  private ServiceProcess start(String module, Map<String, String> settings, String... options) {
    var service = pipeline.start(module, settings, List.of(options));
    own.add(service);
    return service;
  }

  private static void assertFailed(JsonNode results, String reason, String end) {
    assertThat(Trials.ends(results)).hasSize(2).containsOnly("failed");
    assertThat(Trials.of(results))
        .allSatisfy(
            trial -> assertThat(trial.path("reason").asText()).startsWith(reason).endsWith(end));
  }

  private void awaitWaiting(String id, String what) {
    Eventually.holds(
        () -> "waiting: " + what + ": " + control.status(id),
        () -> control.status(id).path("waiting").asText().equals(what));
  }
}
