package org.descent.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.descent.contracts.Topics;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.Provenance;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialFailed;
import org.descent.contracts.event.TrialTrained;
import org.descent.messaging.Breakdowns;
import org.descent.messaging.DeadLetters;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever judging a trial runs into, the trial has an end, or the evaluator is not alive. */
class TroubleTest {
  private final Breakdowns breakdowns = new Breakdowns();
  private final List<EvaluationEvent> told = new ArrayList<>();
  private final List<String> letters = new ArrayList<>();
  private final List<Throwable> refused = new ArrayList<>();
  private boolean acknowledged;

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of(
            new OutOfMemoryError("Java heap space"),
            "not judged: the evaluator cannot hold it: memory is short: Java heap space; the heap"),
        Arguments.of(new StackOverflowError(), "not judged: java.lang.StackOverflowError"),
        Arguments.of(new IllegalStateException("defect"), "not judged: java.lang.IllegalState"),
        Arguments.of(new IllegalArgumentException("no fit"), "not judged: no fit"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void trialThatCannotBeJudgedFailsInWords(Throwable trouble, String reason) {
    listener(trouble, null).on(poll());

    assertThat(told)
        .singleElement()
        .extracting(event -> ((TrialFailed) event).reason())
        .asString()
        .startsWith(reason);
    assertThat(acknowledged).isTrue();
    assertThat(letters).isEmpty();
    assertThat(breakdowns.any()).isFalse();
  }

  @Test
  void evaluatorThatCannotComputeLeavesTheTrialsToOthers() {
    var listener = listener(new UnsatisfiedLinkError("no jnitensorflow"), null);

    assertThatThrownBy(() -> listener.on(poll())).isInstanceOf(UnsatisfiedLinkError.class);

    assertThat(breakdowns.reasons()).containsEntry("evaluator", "no jnitensorflow");
    assertThat(acknowledged).isFalse();
    assertThat(told).isEmpty();
  }

  @Test
  void evaluationThatNoRecordHoldsIsAFailure() {
    listener(null, new RecordTooLargeException("17 MB")).on(poll());

    assertThat(told.get(0)).isInstanceOf(TrialEvaluated.class);
    assertThat(((TrialFailed) told.get(1)).reason()).startsWith("not judged: its evaluation has");
    assertThat(acknowledged).isTrue();
  }

  @Test
  void evaluationThatTheBrokerDoesNotTakeIsNoFaultOfTheTrial() {
    listener(null, new TimeoutException("for an hour")).on(poll());

    assertThat(refused).hasSize(1);
    assertThat(acknowledged).isFalse();
    assertThat(letters).isEmpty();
  }

  /**
   * @param trouble what judging runs into, if anything
   * @param once what the first answer runs into, if anything
   */
  private TrialListener listener(Throwable trouble, RuntimeException once) {
    var evaluation =
        new Evaluation(null, null, null) {
          @Override
          TrialEvaluated of(TrialTrained trained) {
            if (trouble instanceof Error error) {
              throw error;
            } else if (trouble != null) {
              throw (RuntimeException) trouble;
            }
            return new TrialEvaluated(
                trained, Map.of(), List.of(), List.of(), List.of(), List.of(), List.of());
          }
        };
    var outbox =
        new Outbox(null) {
          @Override
          CompletableFuture<Void> evaluated(EvaluationEvent evaluation, byte[] encoded) {
            told.add(evaluation);
            return once == null || told.size() > 1
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(once);
          }
        };
    var aside =
        new DeadLetters(null) {
          @Override
          public CompletableFuture<Void> put(
              ConsumerRecord<String, byte[]> unreadable, String reason) {
            letters.add(reason);
            return CompletableFuture.completedFuture(null);
          }
        };
    var metrics = new EvaluatorMetrics(new SimpleMeterRegistry());
    return new TrialListener(evaluation, outbox, aside, breakdowns, metrics);
  }

  private Message<ConsumerRecords<String, byte[]>> poll() {
    var trained =
        new TrialTrained(
            "t",
            "e",
            0,
            1,
            "e.c0000",
            End.CONVERGED,
            2,
            new Metrics(0.1, 1, List.of()),
            TrialListenerTest.TRAINING,
            Fakes.dataset(),
            new Location(Topics.MODELS, 0, 0, 0),
            new Provenance("1", "2", "CPU:0", "scripted", "none"),
            0.5);
    var record = new ConsumerRecord<>(Topics.TRAININGS, 0, 0, "t", Events.encode(trained));
    var partition = new TopicPartition(Topics.TRAININGS, 0);
    return Message.of(
        new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()),
        () -> {
          acknowledged = true;
          return CompletableFuture.completedFuture(null);
        },
        reason -> {
          refused.add(reason);
          return CompletableFuture.completedFuture(null);
        });
  }
}
