package org.descent.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortPlanned;
import org.descent.messaging.Breakdowns;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

/** What leaves a trainer in doubt: the cohort is not acknowledged, and it is not alive. */
class BrokenTrainerTest {
  private final Breakdowns breakdowns = new Breakdowns();
  private final AtomicBoolean acknowledged = new AtomicBoolean();
  private final AtomicBoolean refused = new AtomicBoolean();

  @Test
  void trainerThatCannotComputeLeavesTheCohortToOthers() {
    var listener = listener(new UnsatisfiedLinkError("no jnitensorflow in java.library.path"));

    assertThatThrownBy(() -> listener.on(message())).isInstanceOf(UnsatisfiedLinkError.class);

    assertBroken("no jnitensorflow in java.library.path");
  }

  @Test
  void eventThatTheBrokerDoesNotTakeIsNoFaultOfTheCohort() {
    var undelivered = new Undeliverable("an event did not reach the log", new TimeoutException());

    listener(undelivered).on(message());
    assertBroken("an event did not reach the log");
  }

  @Test
  void eventThatIsNotTakenAfterTheTrainingIsNoneEither() {
    var undelivered = new Undeliverable("an event did not reach the log", new TimeoutException());

    listener(CompletableFuture.failedFuture(undelivered)).on(message());

    assertBroken("an event did not reach the log");
  }

  private void assertBroken(String reason) {
    assertThat(breakdowns.any()).isTrue();
    assertThat(breakdowns.reasons()).containsEntry("trainer", reason);
    assertThat(acknowledged).isFalse();
    assertThat(refused).isFalse();
  }

  private CohortListener listener(Throwable trouble) {
    return new CohortListener(
        new Trainer(null, null, null, null, null, null, null, null, () -> null) {
          @Override
          Optional<CompletableFuture<Void>> train(CohortPlanned planned) {
            if (trouble instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) trouble;
          }
        },
        breakdowns);
  }

  private CohortListener listener(CompletableFuture<Void> delivery) {
    return new CohortListener(
        new Trainer(null, null, null, null, null, null, null, null, () -> null) {
          @Override
          Optional<CompletableFuture<Void>> train(CohortPlanned planned) {
            return Optional.of(delivery);
          }
        },
        breakdowns);
  }

  private Message<ConsumerRecord<String, byte[]>> message() {
    var cohort = new CohortPlanned("e.c0000", "e", Fakes.dataset(), List.of(), List.of());
    return Message.of(
        new ConsumerRecord<>(Topics.COHORTS, 0, 0, "e.c0000", Events.encode(cohort)),
        () -> {
          acknowledged.set(true);
          return CompletableFuture.completedFuture(null);
        },
        reason -> {
          refused.set(true);
          return CompletableFuture.completedFuture(null);
        });
  }
}
