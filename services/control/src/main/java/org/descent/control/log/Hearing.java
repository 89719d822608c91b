package org.descent.control.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.Reason;
import org.descent.contracts.Topics;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentEvent;
import org.descent.contracts.event.ReportPublished;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.messaging.DeadLetters;
import org.descent.transport.Events;

/**
 * What is done with a record: it is read and handed on. One that cannot be read becomes a dead
 * letter. The log is read again on every start; what became a dead letter before becomes none
 * again.
 */
@ApplicationScoped
class Hearing {
  /** What each topic tells of. */
  private static final Map<String, Class<? extends Event>> FAMILIES =
      Map.of(
          Topics.EXPERIMENTS, ExperimentEvent.class,
          Topics.DATASETS, DatasetEvent.class,
          Topics.COHORTS, CohortPlanned.class,
          Topics.PROGRESS, TrainingProgressed.class,
          Topics.EVALUATIONS, EvaluationEvent.class,
          Topics.REPORTS, ReportPublished.class);

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

  /** Hands on an event of the topic's family; the tombstone of a deleted one says nothing. */
  void hear(ConsumerRecord<String, byte[]> record) {
    try {
      if (record.value() != null) {
        var event = Events.decode(record.value(), FAMILIES.get(record.topic()));
        dates.note(event, Instant.ofEpochMilli(record.timestamp()));
        handler.handle(event);
      }
    } catch (RuntimeException e) {
      if (replay.finished() || !earlier.has(record)) {
        letters.put(record, Reason.of(e));
      }
    }
  }
}
