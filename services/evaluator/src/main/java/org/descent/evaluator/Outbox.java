package org.descent.evaluator;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.transport.DeadLetter;
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
  private final MutinyEmitter<byte[]> deadLetters;

  Outbox(
      @Channel("evaluatorEvaluations") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> evaluations,
      @Channel("evaluatorDeadLetters") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> deadLetters) {
    this.evaluations = evaluations;
    this.deadLetters = deadLetters;
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
    return send(evaluations, Message.of(encoded).addMetadata(metadata));
  }

  /** Puts {@code unreadable} aside with one line that says why. */
  CompletableFuture<Void> refused(ConsumerRecord<String, byte[]> unreadable, String reason) {
    var letter = DeadLetter.record(unreadable, reason);
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(letter.key())
            .withHeaders(letter.headers())
            .build();
    return send(deadLetters, Message.of(letter.value()).addMetadata(metadata));
  }

  private static CompletableFuture<Void> send(
      MutinyEmitter<byte[]> channel, Message<byte[]> message) {
    return channel.sendMessage(message).subscribeAsCompletionStage();
  }
}
