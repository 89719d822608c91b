package org.descent.control.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.descent.contracts.Reason;
import org.descent.contracts.event.Event;
import org.descent.messaging.DeadLetters;
import org.descent.transport.Events;

/**
 * What all listeners do with a record: read it, hand it on, and note that it has been read. A
 * record that cannot be read becomes a dead letter, and counts as read. Since the log is read again
 * on every start, it becomes a dead letter again on every start: the origin in its headers stays
 * the same.
 */
@ApplicationScoped
class Hearing {
  private final EventHandler handler;
  private final EventDates dates;
  private final Replay replay;
  private final DeadLetters letters;

  Hearing(EventHandler handler, EventDates dates, Replay replay, DeadLetters letters) {
    this.handler = handler;
    this.dates = dates;
    this.replay = replay;
    this.letters = letters;
  }

  /** Hands on an event of {@code family}; the tombstone of a deleted one says nothing. */
  void hear(ConsumerRecord<String, byte[]> record, Class<? extends Event> family) {
    try {
      if (record.value() != null) {
        var event = Events.decode(record.value(), family);
        dates.note(event, Instant.ofEpochMilli(record.timestamp()));
        handler.handle(event);
      }
    } catch (RuntimeException e) {
      letters.put(record, Reason.of(e));
    } finally {
      replay.read(record.topic(), record.partition(), record.offset());
    }
  }

  /** The same for all records of a poll. */
  void hear(ConsumerRecords<String, byte[]> poll, Class<? extends Event> family) {
    poll.forEach(record -> hear(record, family));
  }
}
