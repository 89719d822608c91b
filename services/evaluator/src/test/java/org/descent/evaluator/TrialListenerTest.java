package org.descent.evaluator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.descent.contracts.Floats;
import org.descent.contracts.Topics;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrialCancelled;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
import org.descent.contracts.spec.BatchSpec;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.Loss;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.transport.DeadLetter;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A perceptron p = σ(x1 + x2 - 1.5) on x1 AND x2: right on every row. */
@QuarkusTest
@QuarkusTestResource(InMemory.class)
class TrialListenerTest {
  static final TrainingSpec TRAINING =
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

  // σ(-1.5) = 0.18243, σ(-0.5) = 0.37754, σ(0.5) = 0.62246 for the three rows to train on
  private static final double LOSS =
      (0.18243 * 0.18243 + 0.37754 * 0.37754 + 0.37754 * 0.37754) / 3;

  @Inject
  @Connector("smallrye-in-memory")
  InMemoryConnector connector;

  @Inject MeterRegistry meters;

  private long offset;

  @BeforeEach
  void silence() {
    connector.sink("evaluatorEvaluations").clear();
    connector.sink("deadLetters").clear();
  }

  @Test
  void honestClaimIsConfirmedOnEverySplit() throws Exception {
    publishModel("a", 2);

    assertThat(hand(trained("a", 2, LOSS, 1))).isNull();

    var evaluated = (TrialEvaluated) only();
    assertThat(evaluated.disagreements()).isEmpty();
    assertThat(evaluated.splits().keySet()).containsExactly("train", "test");
    assertThat(evaluated.splits().get("train").loss()).isCloseTo(LOSS, within(1e-5));
    assertThat(evaluated.splits().get("train").accuracy()).isEqualTo(1);
    assertThat(evaluated.splits().get("test").loss()).isCloseTo(0.14254, within(1e-4));
    assertThat(evaluated.averaged()).isEmpty();
  }

  @Test
  void averagedWeightsAreJudgedBesideTheOthersOnEverySplit() throws Exception {
    var weights = Floats.toBytes(new float[] {0, 0, 0, 1, 1, -1.5f});
    var averages = Floats.toBytes(new float[] {9, 9, 9, 1, 1, -0.5f});
    publish(new ModelPublished("l", "e", List.of(1, 2), 3, weights, List.of(), averages, false));

    assertThat(hand(trained("l", 2, LOSS, 1))).isNull();

    var evaluated = (TrialEvaluated) only();
    assertThat(evaluated.disagreements()).isEmpty();
    assertThat(evaluated.splits().get("train").loss()).isCloseTo(LOSS, within(1e-5));
    assertThat(evaluated.averaged().keySet()).containsExactly("train", "test");
    // σ(-0.5), σ(0.5) and, of the only label that is 1, 1 - σ(1.5)
    double lost = (0.37754 * 0.37754 + 0.62246 * 0.62246 + 0.18243 * 0.18243) / 3;
    assertThat(evaluated.averaged().get("train").loss()).isCloseTo(lost, within(1e-5));
    assertThat(evaluated.averaged().get("train").accuracy()).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void whatWasMeasuredOfOtherSplitsIsCheckedLikeTheRest() throws Exception {
    publishModel("m", 2);
    var one = List.of(new Metrics.Head("label", 0.14254, 1));

    assertThat(hand(holding("m", new Metrics(0.14254, 1, one)))).isNull();
    var honest = (TrialEvaluated) only();
    assertThat(honest.disagreements()).isEmpty();

    connector.sink("evaluatorEvaluations").clear();
    publishModel("m", 2);
    assertThat(hand(holding("m", new Metrics(0.15, 1, one)))).isNull();
    assertThat(((TrialEvaluated) only()).disagreements())
        .singleElement(InstanceOfAssertFactories.STRING)
        .startsWith("test loss: claimed 0.1500000, found 0.142");
  }

  @Test
  void headsThatSayAClassAreJudgedByClassOnEverySplit() throws Exception {
    publishModel("n", 2);

    assertThat(hand(trained("n", 2, LOSS, 1))).isNull();

    var classes = ((TrialEvaluated) only()).classes();
    assertThat(classes.keySet()).containsExactly("train", "test");
    assertThat(classes.get("train").get(0).confused()).isDeepEqualTo(new int[][] {{2, 0}, {0, 1}});
    assertThat(classes.get("test").get(0).uncertain()).hasSize(1);
  }

  /** The same with a claim about the test split. */
  private TrialTrained holding(String trial, Metrics test) {
    var t = trained(trial, 2, LOSS, 1);
    return new TrialTrained(
        t.trial(),
        t.experiment(),
        t.variant(),
        t.seed(),
        t.cohort(),
        t.end(),
        t.iterations(),
        t.claimed(),
        t.training(),
        t.dataset(),
        t.model(),
        t.provenance(),
        t.seconds(),
        "",
        null,
        "",
        null,
        Map.of("test", test),
        false,
        "",
        "");
  }

  @Test
  void falseClaimIsADisagreement() throws Exception {
    double before = disagreed();
    publishModel("b", 2);

    assertThat(hand(trained("b", 2, LOSS / 2, 1))).isNull();

    assertThat(((TrialEvaluated) only()).disagreements()).isNotEmpty();
    assertThat(disagreed()).isEqualTo(before + 1);
  }

  @Test
  void networkOnTwoInputsHasALineForEverySnapshot() throws Exception {
    publishModel("c", 1, 2);

    hand(trained("c", 2, LOSS, 1));

    assertThat(((TrialEvaluated) only()).lines().stream().map(TrialEvaluated.Line::iteration))
        .containsExactly(1, 2);
  }

  @Test
  void predictionsAreProbabilities() throws Exception {
    publishModel("d", 2);

    hand(trained("d", 2, LOSS, 1));

    var prediction = ((TrialEvaluated) only()).predictions().get(0);
    assertThat(Floats.fromBytes(prediction.values()))
        .containsExactly(new float[] {0.18243f, 0.37754f, 0.62246f}, within(1e-5f));
  }

  @Test
  void modelWithoutTheWeightsOfTheEndCannotBeJudged() throws Exception {
    publishModel("f", 1);

    assertThat(hand(trained("f", 2, LOSS, 1))).isNull();

    assertThat(((TrialFailed) only()).reason())
        .isEqualTo("not judged: the model has no weights of iteration 2");
  }

  @Test
  void endsWithoutAModelArePassedOnUntouched() throws Exception {
    var failed = new TrialFailed("g", "e", 0, 1, "e.c0000", "no luck");
    hand(failed);
    assertThat(only()).isEqualTo(failed);

    connector.sink("evaluatorEvaluations").clear();
    var cancelled = new TrialCancelled("g", "e", 0, 1, "e.c0000");
    hand(cancelled);
    assertThat(only()).isEqualTo(cancelled);
  }

  @Test
  void poisonIsPutAsideAndStopsNothing() throws Exception {
    var failed = new TrialFailed("g", "e", 0, 1, "e.c0000", "no luck");
    var cancelled = new TrialCancelled("h", "e", 0, 2, "e.c0000");

    assertThat(
            hand(
                "evaluatorTrainings",
                List.of(
                    record(Topics.TRAININGS, 7, Events.encode(failed)),
                    record(Topics.TRAININGS, 8, "poison".getBytes(UTF_8)),
                    record(Topics.TRAININGS, 9, Events.encode(cancelled)))))
        .isNull();
    assertThat(
            hand("evaluatorModels", List.of(record(Topics.MODELS, 99, "poison".getBytes(UTF_8)))))
        .isNull();

    assertThat(evaluations()).containsExactly(failed, cancelled);
    var letters = connector.<byte[]>sink("deadLetters").received();
    assertThat(letters).hasSize(2);
    for (var letter : letters) {
      assertThat(letter.getPayload()).isEqualTo("poison".getBytes(UTF_8));
      var headers =
          letter.getMetadata(OutgoingKafkaRecordMetadata.class).orElseThrow().getHeaders();
      assertThat(new String(headers.lastHeader(DeadLetter.REASON_HEADER).value(), UTF_8))
          .startsWith("not JSON");
    }
  }

  @Test
  void aPollIsAnsweredInItsOrder() throws Exception {
    publishModel("k0", 2);
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    var expected = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      expected.add("k" + i);
      var event =
          i == 0 ? trained("k" + i, 2, LOSS, 1) : new TrialCancelled("k" + i, "e", 0, i, "e.c0000");
      records.add(record(Topics.TRAININGS, i, Events.encode(event)));
    }

    assertThat(hand("evaluatorTrainings", records)).isNull();

    assertThat(evaluations().stream().map(EvaluationEvent::key))
        .containsExactlyElementsOf(expected);
  }

  private double disagreed() {
    return meters
        .get("descent.evaluator.evaluations")
        .tag("outcome", "disagreed")
        .counter()
        .count();
  }

  /** The same weights at each of {@code iterations}: w = (1, 1), b = -1.5. */
  private void publishModel(String trial, Integer... iterations) throws Exception {
    var weights = new float[3 * iterations.length];
    for (int i = 0; i < iterations.length; i++) {
      weights[3 * i] = 1;
      weights[3 * i + 1] = 1;
      weights[3 * i + 2] = -1.5f;
    }
    publish(
        new ModelPublished(trial, "e", List.of(iterations), 3, Floats.toBytes(weights), List.of()));
  }

  private void publish(ModelPublished model) throws Exception {
    assertThat(
            hand("evaluatorModels", List.of(record(Topics.MODELS, ++offset, Events.encode(model)))))
        .isNull();
  }

  /** Tells of the model published last. */
  private TrialTrained trained(String trial, int iterations, double loss, double accuracy) {
    return new TrialTrained(
        trial,
        "e",
        0,
        1,
        "e.c0000",
        End.CONVERGED,
        iterations,
        new Metrics(loss, accuracy, List.of(new Metrics.Head("label", loss, accuracy))),
        TRAINING,
        Fakes.dataset(),
        new Location(Topics.MODELS, 0, offset, offset),
        new Provenance("1", "2", "CPU:0", "scripted", "none"),
        0.5);
  }

  /** Null when the end was acknowledged, else the reason why not. */
  private Throwable hand(Event event) throws Exception {
    return hand("evaluatorTrainings", List.of(record(Topics.TRAININGS, 0, Events.encode(event))));
  }

  private static ConsumerRecord<String, byte[]> record(String topic, long at, byte[] value) {
    return new ConsumerRecord<>(topic, 0, at, "key", value);
  }

  /** Hands over one poll; null when it was acknowledged, else the reason why not. */
  private Throwable hand(String channel, List<ConsumerRecord<String, byte[]>> poll)
      throws Exception {
    var outcome = new CompletableFuture<Throwable>();
    var partition = new TopicPartition(poll.get(0).topic(), 0);
    connector
        .source(channel)
        .send(
            Message.of(
                new ConsumerRecords<>(Map.of(partition, poll), Map.of()),
                () -> {
                  outcome.complete(null);
                  return CompletableFuture.completedFuture(null);
                },
                reason -> {
                  outcome.complete(reason);
                  return CompletableFuture.completedFuture(null);
                }));
    return outcome.get(5, TimeUnit.MINUTES);
  }

  private EvaluationEvent only() {
    assertThat(evaluations()).hasSize(1);
    return evaluations().get(0);
  }

  private List<EvaluationEvent> evaluations() {
    return connector.<byte[]>sink("evaluatorEvaluations").received().stream()
        .map(message -> Events.decode(message.getPayload(), EvaluationEvent.class))
        .toList();
  }
}
