package org.descent.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.health.SmallRyeHealthReporter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.Floats;
import org.descent.contracts.Ids;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentEvent;
import org.descent.contracts.event.ExperimentNoted;
import org.descent.contracts.event.ExperimentPaused;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialCancelled;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.DataSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.SplitSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(InMemory.class)
class CohortListenerTest {
  /** Guards against hanging; it expects no speed. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final TrainingSpec TRAINING =
      new TrainingSpec(
          new NetworkSpec(
              List.of(), List.of(new HeadSpec("label", HeadKind.BINARY, "label", 1, 1, 0))),
          new InitialisationSpec(new Initialiser.Constant(1), new Initialiser.Constant(0)),
          Loss.L2,
          new OptimiserSpec.Sgd(0.1),
          BatchSpec.FULL,
          10,
          List.of(),
          List.of(1),
          null);

  @Inject
  @Connector("smallrye-in-memory")
  InMemoryConnector connector;

  @Inject MeterRegistry meters;

  @Inject SmallRyeHealthReporter health;

  @BeforeEach
  void silence() {
    List.of(
            "trainerProgress",
            "trainerCheckpoints",
            "trainerModels",
            "trainerTrainings",
            "deadLetters")
        .forEach(channel -> connector.sink(channel).clear());
  }

  @Test
  void trainedTrialIsToldWithCurveModelAndEnd() throws Exception {
    assertThat(hand(cohort("a", Fakes.dataset(), 1))).isNull();

    var slice = (TrainingProgressed) only("trainerProgress");
    assertThat(slice.slices()).containsExactly(new TrainingProgressed.Slice("a.0.1", 1, 2));
    assertThat(slice.curves().curves())
        .containsExactly(new float[] {0.5f, 0.25f}, new float[] {0.5f, 1});
    var model = (ModelPublished) only("trainerModels");
    assertThat(model.iterations()).containsExactly(1, 2);
    assertThat(Floats.fromBytes(model.weights())).containsExactly(1, 2, 3, 4);
    assertThat(Floats.fromBytes(model.averages())).containsExactly(5, 6, 7, 8);
    var trained = (TrialTrained) only("trainerTrainings");
    assertThat(trained.end()).isEqualTo(End.CONVERGED);
    assertThat(trained.iterations()).isEqualTo(2);
    assertThat(trained.model()).isEqualTo(OutboxInMemory.PLACE);
    assertThat(trained.provenance()).isEqualTo(Fakes.PROVENANCE);
    assertThat(trained.training()).isEqualTo(TRAINING);
  }

  @Test
  void provenanceTellsWhichEngineTrainsTheCohort() throws Exception {
    ScriptedEngine.trains = "handed on";
    try {
      assertThat(hand(cohort("by", Fakes.dataset(), 1))).isNull();
    } finally {
      ScriptedEngine.trains = "scripted";
    }

    assertThat(((TrialTrained) only("trainerTrainings")).provenance().engine())
        .isEqualTo("handed on");
  }

  @Test
  void failedTrialLeavesItsNeighboursAlone() throws Exception {
    assertThat(hand(cohort("b", Fakes.dataset(), 2, 1))).isNull();

    var ends = all("trainerTrainings");
    assertThat(ends).hasAtLeastOneElementOfType(TrialTrained.class).hasSize(2);
    assertThat(ends)
        .filteredOn(TrialFailed.class::isInstance)
        .singleElement()
        .extracting(end -> ((TrialFailed) end).reason())
        .isEqualTo("no luck");
  }

  @Test
  void brokenEngineFailsWhatIsOpenInsteadOfHangingTheExperiment() throws Exception {
    assertThat(hand(cohort("c", Fakes.dataset(), 1, 3, 4))).isNull();

    assertThat(all("trainerTrainings").stream().map(e -> e.getClass().getSimpleName()))
        .containsExactlyInAnyOrder("TrialTrained", "TrialFailed", "TrialFailed");
  }

  @Test
  void datasetThatCannotBeReadFailsItsTrials() throws Exception {
    var d = Fakes.dataset();
    var lying =
        new DatasetPrepared(
                "d", d.dataset(), "0".repeat(64), d.shape(), d.targets(), 1, 0, 0, 1, d.rows())
            .inColumns(d.columns(), d.rescaled(), "00000000");

    assertThat(hand(cohort("d", lying, 1))).isNull();

    assertThat(((TrialFailed) only("trainerTrainings")).reason()).contains("crc32c");
  }

  @Test
  void cancellationStopsARunningCohort() throws Exception {
    var outcome = send("trainerCohorts", Events.encode(cohort("e", Fakes.dataset(), 9, 10)));
    tellCancelled("e");

    assertThat(outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNull();
    assertThat(all("trainerTrainings")).hasSize(2).hasOnlyElementsOfType(TrialCancelled.class);
  }

  @Test
  void anEndIsToldWhileItsCohortStillTrains() throws Exception {
    var outcome = send("trainerCohorts", Events.encode(cohort("n", Fakes.dataset(), 1, 9)));

    eventually(() -> !all("trainerTrainings").isEmpty());
    assertThat(((TrialTrained) only("trainerTrainings")).trial()).isEqualTo("n.0.1");
    assertThat(((TrainingProgressed) only("trainerProgress")).slices()).hasSize(1);
    assertThat(outcome).isNotDone();

    tellCancelled("n");
    assertThat(outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNull();
    assertThat(all("trainerTrainings")).hasSize(2);
  }

  /** The engine stops between two segments; where it stands is in the log. */
  @Test
  void cohortOfAnExperimentThatRestsIsAcknowledgedAndNotForgotten() throws Exception {
    var acknowledged =
        send("trainerCohorts", Events.encode(cohort("resting", Fakes.dataset(), 5, 9)));
    eventually(() -> checkpoints().size() == 2);
    tell(new ExperimentPaused("resting", submitted("resting"), true, 1));

    assertThat(acknowledged.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isNull();
    assertThat(all("trainerTrainings")).isEmpty();
    assertThat(connector.<byte[]>sink("trainerCheckpoints").received())
        .isNotEmpty()
        .allMatch(message -> message.getPayload() != null);
  }

  /** Topics are read side by side: what is to go on may be there before the word that it is. */
  @Test
  void onlyCohortsOfTheLastTurnAreTrained() throws Exception {
    tell(new ExperimentPaused("turning", submitted("turning"), true, 3));

    assertThat(hand(cohort("turning", Fakes.dataset(), 1).in(2))).isNull();
    assertThat(all("trainerTrainings")).isEmpty();
    assertThat(hand(cohort("turning", Fakes.dataset(), 1).in(4))).isNull();
    assertThat(only("trainerTrainings")).isInstanceOf(TrialTrained.class);
    assertThat(hand(cohort("turning", Fakes.dataset(), 1).in(0))).isNull();
    assertThat(all("trainerTrainings")).hasSize(1);
  }

  @Test
  void cohortOfACancelledExperimentIsNotStarted() throws Exception {
    tellCancelled("f");
    tell(new ExperimentNoted("f", List.of("given-up"), "", true, 1, 0)); // which changes nothing

    assertThat(hand(cohort("f", Fakes.dataset(), 1))).isNull();

    assertThat(only("trainerTrainings")).isInstanceOf(TrialCancelled.class);
    assertThat(all("trainerProgress")).isEmpty();
  }

  @Test
  void cohortThatMakesNoSenseIsRefused() throws Exception {
    var trial = new CohortPlanned.Trial("g.5.1", 5, 1, false);
    var variantless = new CohortPlanned("g.c0000", "g", Fakes.dataset(), List.of(), List.of(trial));

    assertThat(hand(variantless)).hasMessage("g.5.1: no variant 5");
    assertThat(
            send("trainerCohorts", "poison".getBytes(UTF_8))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .hasMessageStartingWith("not JSON");
    assertThat(all("trainerTrainings")).isEmpty();
  }

  @Test
  void redeliveryTellsTheSameOnceMore() throws Exception {
    hand(cohort("h", Fakes.dataset(), 1));
    hand(cohort("h", Fakes.dataset(), 1));

    var ends = all("trainerTrainings");
    assertThat(ends).hasSize(2);
    assertThat(ends.get(0)).isEqualTo(ends.get(1));
  }

  @Test
  void interruptedCohortGoesOnFromItsCheckpoint() throws Exception {
    var cohort = cohort("j", Fakes.dataset(), 5, 1);
    giveUp(cohort);
    var checkpoint = connector.<byte[]>sink("trainerCheckpoints").received().get(1);
    var metadata = checkpoint.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow();
    assertThat(metadata.getKey()).isEqualTo("j.c0000");
    assertThat(metadata.getPartition()).isEqualTo(3);
    assertThat(ScriptedEngine.seen).isEqualTo(CohortCheckpoint.START);

    silence();
    Fakes.CHECKPOINTS.put("j.c0000", received("j.c0000", checkpoint.getPayload()));
    giveUp(cohort);

    assertThat(ScriptedEngine.seen.ended()).containsExactly("before");
    var running = ScriptedEngine.seen.running("j.0.5").orElseThrow();
    assertThat(running).usingRecursiveComparison().isEqualTo(running(cohort));
  }

  @Test
  void trialsThatHaveEndedAreNotToldOfAgainAndTheCheckpointIsLetGo() throws Exception {
    var cohort = cohort("k", Fakes.dataset(), 2, 1);
    var checkpoint =
        new CohortCheckpointed(
            "k.c0000", "k", Fakes.PROVENANCE, List.of(), List.of(Ids.trial("k", 0, 2)), 0);
    Fakes.CHECKPOINTS.put("k.c0000", received("k.c0000", Events.encode(checkpoint)));

    assertThat(hand(cohort)).isNull();

    assertThat(((TrialTrained) only("trainerTrainings")).trial()).isEqualTo("k.0.1");
    assertThat(connector.<byte[]>sink("trainerCheckpoints").received())
        .last()
        .matches(m -> m.getPayload() == null);
    assertThat(meters.get("descent.trainer.trials.in.progress").gauge().value()).isZero();
  }

  @Test
  void checkpointOfAnotherBuildIsNotGoneOnFrom() throws Exception {
    var other = new Provenance("0", "2", "CPU:0", "scripted", "none");
    var checkpoint =
        new CohortCheckpointed("l.c0000", "l", other, List.of(), List.of(Ids.trial("l", 0, 1)), 0);
    Fakes.CHECKPOINTS.put("l.c0000", received("l.c0000", Events.encode(checkpoint)));

    assertThat(hand(cohort("l", Fakes.dataset(), 1))).isNull();

    assertThat(ScriptedEngine.seen).isEqualTo(CohortCheckpoint.START);
    assertThat(only("trainerTrainings")).isInstanceOf(TrialTrained.class);
  }

  @Test
  void unreadableCheckpointBecomesADeadLetterAndTheCohortBeginsAnew() throws Exception {
    Fakes.CHECKPOINTS.put("m.c0000", received("m.c0000", "{poison".getBytes(UTF_8)));

    assertThat(hand(cohort("m", Fakes.dataset(), 1))).isNull();

    assertThat(only("trainerTrainings")).isInstanceOf(TrialTrained.class);
    var letter = connector.<byte[]>sink("deadLetters").received().get(0);
    assertThat(letter.getPayload()).asString(UTF_8).isEqualTo("{poison");
    var headers = letter.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow().getHeaders();
    assertThat(headers.lastHeader("dead-letter-reason").value())
        .asString(UTF_8)
        .startsWith("not JSON");
  }

  @Test
  void anAttemptIsCountedBeforeItIsMade() throws Exception {
    var running =
        new CohortCheckpointed.Running(
            "o.0.1", 1, 1, new byte[4], new byte[0], List.of(), new byte[0], 0.5);
    Fakes.CHECKPOINTS.put("o.c0000", received("o.c0000", attempts("o", 2, running)));

    assertThat(hand(cohort("o", Fakes.dataset(), 1))).isNull();

    var begun = checkpoints().get(0);
    assertThat(begun.attempts()).isEqualTo(3);
    assertThat(begun.running()).singleElement().extracting("trial").isEqualTo("o.0.1");
    assertThat(ScriptedEngine.seen.running("o.0.1")).isPresent();
  }

  @Test
  void cohortThatItsTrainersHaveDiedOfIsGivenUpInWords() throws Exception {
    ScriptedEngine.seen = null;
    Fakes.CHECKPOINTS.put("p.c0000", received("p.c0000", attempts("p", 10)));

    assertThat(hand(cohort("p", Fakes.dataset(), 1, 2))).isNull();

    assertThat(all("trainerTrainings"))
        .hasSize(2)
        .allSatisfy(
            end ->
                assertThat(((TrialFailed) end).reason())
                    .startsWith("given up: 10 trainers in a row have died of its cohort"));
    assertThat(ScriptedEngine.seen).as("nobody tries again").isNull();
    assertThat(connector.<byte[]>sink("trainerCheckpoints").received())
        .singleElement()
        .matches(m -> m.getPayload() == null);
  }

  @Test
  void gettingOnEndsTheCountOfAttempts() throws Exception {
    Fakes.CHECKPOINTS.put("q.c0000", received("q.c0000", attempts("q", 9)));

    giveUp(cohort("q", Fakes.dataset(), 5));

    assertThat(checkpoints().stream().map(CohortCheckpointed::attempts)).containsExactly(10, 0);
  }

  @Test
  void whoGivesUpInGoodOrderHasNotDied() throws Exception {
    Fakes.CHECKPOINTS.put("r.c0000", received("r.c0000", attempts("r", 9)));

    giveUp(cohort("r", Fakes.dataset(), 6));

    assertThat(checkpoints().stream().map(CohortCheckpointed::attempts)).containsExactly(10, 9);
  }

  @Test
  void whoTriesAgainHasNotDied() throws Exception {
    var cohort = cohort("s", Fakes.dataset(), 6);
    for (int i = 0; i < 3; i++) {
      giveUp(cohort);
      Fakes.CHECKPOINTS.put("s.c0000", received("s.c0000", attempts("s", 1)));
    }

    assertThat(checkpoints().stream().map(CohortCheckpointed::attempts))
        .containsExactly(1, 0, 1, 0, 1, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "7, the trainer cannot hold it: memory is short: Java heap space; the heap is",
    "11, the trainer cannot hold it: memory is short: Java heap space; the heap is",
    "8, the engine failed: java.lang.StackOverflowError",
    "3, the engine failed: java.lang.IllegalStateException: out of cheese"
  })
  void whateverACohortRunsIntoItsTrialsFailInWordsAndTheNextOneIsTrained(long seed, String reason)
      throws Exception {
    assertThat(hand(cohort("t" + seed, Fakes.dataset(), 1, seed))).isNull();

    assertThat(all("trainerTrainings"))
        .filteredOn(TrialFailed.class::isInstance)
        .singleElement()
        .extracting(end -> ((TrialFailed) end).reason())
        .asString()
        .startsWith(reason);

    silence();
    assertThat(hand(cohort("u" + seed, Fakes.dataset(), 1))).isNull();
    assertThat(only("trainerTrainings")).isInstanceOf(TrialTrained.class);
    assertThat(health.getLiveness().isDown()).isFalse();
  }

  @Test
  void dataThatDoesNotFitFailsTheTrialsInWords() throws Exception {
    var d = Fakes.dataset();
    var other =
        new DatasetPrepared(
            "v", d.dataset(), "1".repeat(64), d.shape(), d.targets(), 1, 0, 0, 1, d.rows());
    Fakes.trouble = new OutOfMemoryError("Java heap space");
    try {
      assertThat(hand(cohort("v", other, 1))).isNull();
    } finally {
      Fakes.trouble = null;
    }

    assertThat(((TrialFailed) only("trainerTrainings")).reason())
        .startsWith("the trainer cannot hold it: memory is short: Java heap space; the heap is");
    assertThat(health.getLiveness().isDown()).isFalse();
  }

  private static byte[] attempts(
      String experiment, int attempts, CohortCheckpointed.Running... running) {
    return Events.encode(
        new CohortCheckpointed(
            Ids.cohort(experiment, 0),
            experiment,
            Fakes.PROVENANCE,
            List.of(running),
            List.of(),
            attempts));
  }

  private List<CohortCheckpointed> checkpoints() {
    return connector.<byte[]>sink("trainerCheckpoints").received().stream()
        .filter(message -> message.getPayload() != null)
        .map(message -> Events.decode(message.getPayload(), CohortCheckpointed.class))
        .toList();
  }

  private static ConsumerRecord<String, byte[]> received(String key, byte[] value) {
    return new ConsumerRecord<>(Topics.CHECKPOINTS, 3, 0, key, value);
  }

  private static CohortCheckpoint.Running running(CohortPlanned cohort) {
    var first = cohort.trials().get(0);
    return ScriptedEngine.running(new Cohort.Trial(first.trial(), first.seed(), TRAINING));
  }

  @Test
  void metersSayWhatWasTrained() throws Exception {
    double before = meters.get("descent.trainer.iterations").counter().count();

    hand(cohort("i", Fakes.dataset(), 1));

    assertThat(meters.get("descent.trainer.iterations").counter().count()).isEqualTo(before + 2);
    assertThat(meters.get("descent.trainer.trials.in.progress").gauge().value()).isZero();
    assertThat(meters.get("descent.trainer.device.info").tag("device", "CPU:0").gauge().value())
        .isEqualTo(1);
  }

  @Test
  void timeBetweenTwoCohortsOfOneExperimentIsWaitedFor() throws Exception {
    hand(cohort("wait", Fakes.dataset(), 1));
    double before = waited();
    hand(cohort("else", Fakes.dataset(), 1));
    assertThat(waited()).isEqualTo(before); // nobody knows whether anything was left to do
    hand(cohort("else", Fakes.dataset(), 2));
    assertThat(waited()).isGreaterThan(before);
  }

  private double waited() {
    return meters.get("descent.trainer.waiting.seconds").counter().count();
  }

  private static CohortPlanned cohort(String experiment, DatasetPrepared dataset, long... seeds) {
    return new CohortPlanned(
        Ids.cohort(experiment, 0),
        experiment,
        dataset,
        List.of(new CohortPlanned.Variant(0, experiment, Map.of(), TRAINING)),
        Arrays.stream(seeds)
            .mapToObj(s -> new CohortPlanned.Trial(Ids.trial(experiment, 0, s), 0, s, false))
            .toList());
  }

  private void tellCancelled(String experiment) throws Exception {
    tell(new ExperimentCancelled(experiment, submitted(experiment)));
  }

  private static ExperimentSubmitted submitted(String experiment) {
    return new ExperimentSubmitted(
        experiment, experiment, Map.of(), new DataSpec.Xor(), SplitSpec.NONE);
  }

  private void tell(ExperimentEvent event) throws Exception {
    assertThat(
            send("trainerExperiments", Events.encode(event))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isNull();
  }

  /** Null when the cohort was acknowledged, else the reason why not. */
  private Throwable hand(CohortPlanned cohort) throws Exception {
    return send("trainerCohorts", Events.encode(cohort))
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Cohorts come one at a time: once the next one has been refused, this one is over. */
  private void giveUp(CohortPlanned cohort) throws Exception {
    var outcome = send("trainerCohorts", Events.encode(cohort));
    assertThat(
            send("trainerCohorts", "poison".getBytes(UTF_8))
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
        .isNotNull();
    assertThat(outcome).as("neither acknowledged nor refused").isNotDone();
  }

  private static void eventually(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not within %s", PATIENCE).isLessThan(end);
      Thread.sleep(20);
    }
  }

  private CompletableFuture<Throwable> send(String channel, byte[] value) {
    var outcome = new CompletableFuture<Throwable>();
    connector
        .source(channel)
        .send(
            Message.of(
                new ConsumerRecord<>(Topics.COHORTS, 0, 0, "key", value),
                () -> {
                  outcome.complete(null);
                  return CompletableFuture.completedFuture(null);
                },
                reason -> {
                  outcome.complete(reason);
                  return CompletableFuture.completedFuture(null);
                }));
    return outcome;
  }

  private Event only(String channel) {
    assertThat(all(channel)).hasSize(1);
    return all(channel).get(0);
  }

  private List<Event> all(String channel) {
    return connector.<byte[]>sink(channel).received().stream()
        .map(message -> Events.decode(message.getPayload()))
        .toList();
  }
}
