package org.descent.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.descent.contracts.Topics;
import org.descent.transport.UnreadableRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnFailureTest {
  private final Breakdowns breakdowns = new Breakdowns();
  private final List<String> asides = new ArrayList<>();
  private final List<Long> acknowledged = new ArrayList<>();
  private final List<Throwable> stopped = new ArrayList<>();

  /** What is wrong with the record, or with what we make of it. */
  static Stream<Throwable> faultsOfTheRecord() {
    return Stream.of(
        new UnreadableRecord("not JSON"),
        new IllegalStateException("a defect"),
        new NullPointerException(),
        new CompletionException(new UnreadableRecord("not JSON")),
        new RecordTooLargeException("the answer is too large"));
  }

  /** What would happen to any record. */
  static Stream<Throwable> faultsOfTheWorld() {
    return Stream.of(
        new OutOfMemoryError("Java heap space"),
        new StackOverflowError(),
        new UnsatisfiedLinkError("no jnitensorflow in java.library.path"),
        new IllegalStateException(new NoClassDefFoundError("X")),
        new CompletionException(new OutOfMemoryError("Java heap space")),
        new KafkaException("gone"),
        new TimeoutException("not after an hour"),
        new IllegalStateException("Retries exhausted", new TimeoutException("not after an hour")));
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheRecord")
  void recordThatCannotBeTakenIsPutAsideAndTheNextOneComes(Throwable fault) {
    assertThat(nacked(false, fault)).isCompleted();

    assertThat(asides).hasSize(1);
    assertThat(acknowledged).containsExactly(7L);
    assertThat(stopped).isEmpty();
    assertThat(breakdowns.any()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("faultsOfTheWorld")
  void brokenWorldStopsTheChannelAndTheRecordComesAgain(Throwable fault) {
    assertThat(nacked(false, fault)).isCompletedExceptionally();

    assertStopped();
  }

  @Test
  void ofAPollNobodyKnowsWhichRecordItWas() {
    assertThat(nacked(true, new IllegalStateException("a defect"))).isCompletedExceptionally();

    assertStopped();
  }

  private void assertStopped() {
    assertThat(asides).isEmpty();
    assertThat(acknowledged).isEmpty();
    assertThat(stopped).hasSize(1);
    assertThat(breakdowns.reasons()).containsOnlyKeys("channel trainerCohorts");
  }

  private CompletableFuture<Void> nacked(boolean polls, Throwable reason) {
    var letters =
        new DeadLetters(null) {
          @Override
          public CompletableFuture<Void> put(
              ConsumerRecord<String, byte[]> unreadable, String reason) {
            asides.add(reason);
            return CompletableFuture.completedFuture(null);
          }
        };
    var strategy =
        new OnFailure(
            "trainerCohorts",
            polls,
            letters,
            breakdowns,
            (trouble, close) -> {
              assertThat(close).isTrue();
              stopped.add(trouble);
            });
    KafkaCommitHandler commits =
        new KafkaCommitHandler() {
          @Override
          public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
            acknowledged.add(record.getOffset());
            return Uni.createFrom().voidItem();
          }
        };
    var record =
        new IncomingKafkaRecord<>(
            new ConsumerRecord<>(Topics.COHORTS, 0, 7, "k", new byte[] {1}),
            "trainerCohorts",
            0,
            commits,
            strategy,
            false);
    return record.nack(reason).toCompletableFuture();
  }
}
