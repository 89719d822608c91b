package org.descent.evaluator;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Puts the evaluator's events into the log; each future completes when the broker has the event.
 */
@ApplicationScoped
class Outbox {
  private final MutinyEmitter<byte[]> evaluations;

  Outbox(
      @Channel("evaluatorEvaluations") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> evaluations) {
    this.evaluations = evaluations;
  }

  /**
   * @param encoded {@code evaluation} as it is to be written
   */
  CompletableFuture<Void> evaluated(EvaluationEvent evaluation, byte[] encoded) {
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(evaluation.key())
            .withHeaders(Events.cloudEvents(evaluation, "evaluator"))
            .build();
    return evaluations
        .sendMessage(Message.of(encoded).addMetadata(metadata))
        .subscribeAsCompletionStage();
  }
}
