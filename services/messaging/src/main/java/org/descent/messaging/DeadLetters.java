package org.descent.messaging;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.Reason;
import org.descent.transport.DeadLetter;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** Puts records aside that nobody can read. */
@ApplicationScoped
public class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private final MutinyEmitter<byte[]> letters;

  public DeadLetters(
      @Channel("deadLetters") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> letters) {
    this.letters = letters;
  }

  /**
   * Puts {@code unreadable} aside with one line that says why.
   *
   * @return completes when the broker has it; also when it does not take it, which is logged: no
   *     record is worth a service
   */
  public CompletableFuture<Void> put(ConsumerRecord<String, byte[]> unreadable, String reason) {
    var where = unreadable.topic() + "-" + unreadable.partition() + ":" + unreadable.offset();
    LOG.warnf("%s is put aside: %s", where, Reason.line(reason));
    var letter = DeadLetter.record(unreadable, reason);
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(letter.key())
            .withHeaders(letter.headers())
            .build();
    return letters
        .sendMessage(Message.of(letter.value()).addMetadata(metadata))
        .subscribeAsCompletionStage()
        .exceptionally(
            e -> {
              LOG.errorf("the dead letter of %s was not taken: %s", where, Reason.of(e));
              return null;
            });
  }
}
