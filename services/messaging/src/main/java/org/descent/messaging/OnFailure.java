package org.descent.messaging;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaConnectorIncomingConfiguration;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.descent.contracts.Reason;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * What becomes of a record that its listener did not take. Whatever is wrong with the record itself
 * is put aside, and the next one comes. A broken world is not the record's fault: an error of the
 * JVM, or a broker that does not take an answer for as long as producers wait. Then the record is
 * not acknowledged, its channel is closed and the process not alive; who starts it anew is given
 * the record again. So is a whole poll, whatever was wrong: its listener puts aside itself.
 */
final class OnFailure implements KafkaFailureHandler {
  private final String channel;
  private final boolean polls;
  private final DeadLetters letters;
  private final Breakdowns breakdowns;
  private final BiConsumer<Throwable, Boolean> stop;

  /** The strategy's name in the configuration is {@code descent}. */
  @ApplicationScoped
  @Identifier("descent")
  static class Strategy implements KafkaFailureHandler.Factory {
    private final DeadLetters letters;
    private final Breakdowns breakdowns;

    Strategy(DeadLetters letters, Breakdowns breakdowns) {
      this.letters = letters;
      this.breakdowns = breakdowns;
    }

    @Override
    public KafkaFailureHandler create(
        KafkaConnectorIncomingConfiguration config,
        Vertx vertx,
        KafkaConsumer<?, ?> consumer,
        BiConsumer<Throwable, Boolean> reportFailure) {
      return new OnFailure(
          config.getChannel(), config.getBatch(), letters, breakdowns, reportFailure);
    }
  }

  /**
   * @param polls whether its messages are whole polls
   * @param stop takes a reason and whether to close the channel
   */
  OnFailure(
      String channel,
      boolean polls,
      DeadLetters letters,
      Breakdowns breakdowns,
      BiConsumer<Throwable, Boolean> stop) {
    this.channel = channel;
    this.polls = polls;
    this.letters = letters;
    this.breakdowns = breakdowns;
    this.stop = stop;
  }

  @Override
  public <K, V> Uni<Void> handle(
      IncomingKafkaRecord<K, V> record, Throwable reason, Metadata metadata) {
    if (polls || isOfTheWorld(reason)) {
      breakdowns.note("channel " + channel, reason);
      stop.accept(reason, true);
      return Uni.createFrom().<Void>failure(reason).emitOn(record::runOnMessageContext);
    }
    return Uni.createFrom()
        .completionStage(
            () -> letters.put(received(record), Reason.of(reason)).thenCompose(put -> record.ack()))
        .emitOn(record::runOnMessageContext);
  }

  /** An answer that is too large for the log is as large the next time. */
  private static boolean isOfTheWorld(Throwable trouble) {
    for (var cause = trouble; cause != null; cause = cause.getCause()) {
      if (cause instanceof Error || cause instanceof KafkaException) {
        return !(cause instanceof RecordTooLargeException);
      }
    }
    return false;
  }

  /** Every channel of ours has these types. */
  @SuppressWarnings("unchecked")
  private static <K, V> ConsumerRecord<String, byte[]> received(IncomingKafkaRecord<K, V> record) {
    return (ConsumerRecord<String, byte[]>)
        record.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow().getRecord();
  }
}
