package org.descent.control.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.descent.contracts.Reason;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Event;
import org.descent.messaging.DeadLetters;
import org.descent.transport.Events;

/**
 * What all listeners do with a record: read it, hand it on, and note that it has been read. A
 * record that cannot be read becomes a dead letter, and counts as read. The log is read again on
 * every start; what became a dead letter before becomes none again.
 */
@ApplicationScoped
class Hearing {
  /** What says which experiments there are, which all others speak of. */
  private static final Set<String> FIRST = Set.of(Topics.EXPERIMENTS, Topics.DATASETS);

  private final EventHandler handler;
  private final EventDates dates;
  private final Replay replay;
  private final DeadLetters letters;
  private final EarlierLetters earlier;

  Hearing(
      EventHandler handler,
      EventDates dates,
      Replay replay,
      DeadLetters letters,
      EarlierLetters earlier) {
    this.handler = handler;
    this.dates = dates;
    this.replay = replay;
    this.letters = letters;
    this.earlier = earlier;
  }

  /** Hands on an event of {@code family}; the tombstone of a deleted one says nothing. */
  void hear(ConsumerRecord<String, byte[]> record, Class<? extends Event> family) {
    try {
      if (!FIRST.contains(record.topic())) {
        replay.await(FIRST);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return; // control ends
    }
    try {
      if (record.value() != null) {
        var event = Events.decode(record.value(), family);
        dates.note(event, Instant.ofEpochMilli(record.timestamp()));
        handler.handle(event);
      }
    } catch (RuntimeException e) {
      if (replay.finished() || !earlier.has(record)) {
        letters.put(record, Reason.of(e));
      }
    } finally {
      replay.read(record.topic(), record.partition(), record.offset());
    }
  }

  /** The same for all records of a poll. */
  void hear(ConsumerRecords<String, byte[]> poll, Class<? extends Event> family) {
    poll.forEach(record -> hear(record, family));
  }
}
