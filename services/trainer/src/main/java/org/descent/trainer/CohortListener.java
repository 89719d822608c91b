package org.descent.trainer;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.event.CohortPlanned;
import org.descent.messaging.Breakdowns;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Hears of cohorts, one at a time. */
@ApplicationScoped
class CohortListener {
  private static final Logger LOG = Logger.getLogger(CohortListener.class);

  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

  private final Trainer trainer;
  private final Breakdowns breakdowns;

  CohortListener(Trainer trainer, Breakdowns breakdowns) {
    this.trainer = trainer;
    this.breakdowns = breakdowns;
  }

  /**
   * A cohort is acknowledged when the broker has every event of it; one that was given up is not,
   * so that it is delivered again. While the broker is away it is tried again.
   */
  @Incoming("trainerCohorts")
  @Blocking
  CompletionStage<Void> on(Message<ConsumerRecord<String, byte[]>> message) {
    try {
      var cohort = Events.decode(message.getPayload().value(), CohortPlanned.class);
      trained(cohort)
          .ifPresent(
              delivered ->
                  delivered.whenComplete(
                      (ok, e) -> {
                        if (e == null) {
                          message.ack();
                        } else {
                          broken(e);
                        }
                      }));
    } catch (Undeliverable e) {
      broken(e);
    } catch (RuntimeException e) {
      return message.nack(e);
    } catch (Error e) {
      broken(e);
      throw e;
    }
    return CompletableFuture.completedFuture(null);
  }

  /** The cohort is not acknowledged: who starts this process anew is given it again. */
  private void broken(Throwable trouble) {
    if (!trainer.stopping()) {
      breakdowns.note("trainer", trouble);
    }
  }

  private Optional<CompletableFuture<Void>> trained(CohortPlanned cohort) {
    do {
      try {
        return trainer.train(cohort);
      } catch (Undeliverable e) {
        throw e;
      } catch (KafkaException e) {
        LOG.warnf("%s will be tried again: %s", cohort.cohort(), e.getMessage());
      }
    } while (trainer.pause(BETWEEN_TRIES));
    return Optional.empty();
  }
}
