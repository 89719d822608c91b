package org.descent.control.log;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
 * What is done with records: they are read, side by side, and handed on one after the other. One
 * that cannot be read becomes a dead letter. The log is read again on every start; what became a
 * dead letter before becomes none again.
 */
@ApplicationScoped
class Hearing {
  /** What a portion of records is read side by side for: more would only wait. */
  static final int PORTION_BYTES = 4 << 20;

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

  /**
   * A record and what it says.
   *
   * @param event null if it says nothing
   * @param trouble why it cannot be read, else null
   */
  private record Heard(
      ConsumerRecord<String, byte[]> record, Event event, RuntimeException trouble) {
    static Heard of(ConsumerRecord<String, byte[]> record) {
      try {
        return new Heard(record, read(record), null);
      } catch (RuntimeException e) {
        return new Heard(record, null, e);
      }
    }
  }

  /** Hands on the events of what a poll has brought, in its order. */
  void hear(List<ConsumerRecord<String, byte[]>> records) {
    for (var portion : portions(records)) {
      portion.parallelStream().map(Heard::of).toList().forEach(this::take);
    }
  }

  /**
   * The same in their order, in portions that end with the record that fills {@link
   * #PORTION_BYTES}: what has been read waits in memory, several times as large as it was.
   */
  static List<List<ConsumerRecord<String, byte[]>>> portions(
      List<ConsumerRecord<String, byte[]>> records) {
    var portions = new ArrayList<List<ConsumerRecord<String, byte[]>>>();
    int from = 0;
    long bytes = 0;
    for (int i = 0; i < records.size(); i++) {
      var value = records.get(i).value();
      bytes += value == null ? 0 : value.length;
      if (bytes >= PORTION_BYTES || i == records.size() - 1) {
        portions.add(records.subList(from, i + 1));
        from = i + 1;
        bytes = 0;
      }
    }
    return portions;
  }

  /**
   * An event of the topic's family; null for the tombstone of a deleted one, which says nothing.
   */
  private static Event read(ConsumerRecord<String, byte[]> record) {
    return record.value() == null
        ? null
        : Events.decode(record.value(), FAMILIES.get(record.topic()));
  }

  private void take(Heard heard) {
    if (heard.trouble() != null) {
      putAside(heard.record(), heard.trouble());
    } else if (heard.event() != null) {
      try {
        dates.note(heard.event(), Instant.ofEpochMilli(heard.record().timestamp()));
        handler.handle(heard.event());
      } catch (RuntimeException e) {
        putAside(heard.record(), e);
      }
    }
  }

  private void putAside(ConsumerRecord<String, byte[]> record, RuntimeException trouble) {
    if (replay.finished() || !earlier.has(record)) {
      letters.put(record, Reason.of(trouble));
    }
  }
}
