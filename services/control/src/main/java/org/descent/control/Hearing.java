package org.descent.control;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.descent.contracts.event.Event;
import org.descent.transport.Events;

/**
 * What all listeners do with a record: read it, remember it, and note that it has been read. A
 * record that cannot be read throws, which sends it to the dead letters, and counts as read. Since
 * the log is read again on every start, it becomes a dead letter again on every start: the origin
 * in its headers stays the same.
 */
@ApplicationScoped
class Hearing {
  private final Experiments experiments;
  private final Replay replay;
  private final Conductor conductor;

  private final Outbox outbox;

  Hearing(Experiments experiments, Replay replay, Conductor conductor, Outbox outbox) {
    this.experiments = experiments;
    this.replay = replay;
    this.conductor = conductor;
    this.outbox = outbox;
  }

  /** The same for all records of a poll; those that cannot be read become dead letters. */
  void hear(ConsumerRecords<String, byte[]> poll, Class<? extends Event> family) {
    for (var record : poll) {
      try {
        hear(record, family);
      } catch (RuntimeException e) {
        outbox.refused(record, String.valueOf(e.getMessage()));
      }
    }
  }

  /** Remembers an event of {@code family}; the tombstone of a deleted one says nothing. */
  void hear(ConsumerRecord<String, byte[]> record, Class<? extends Event> family) {
    try {
      if (record.value() != null) {
        var event = Events.decode(record.value(), family);
        if (experiments.on(event)) {
          conductor.wake(event.experiment());
        }
      }
    } finally {
      replay.read(record.topic(), record.partition(), record.offset());
    }
  }
}
