package org.descent.control.log;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * How far control has read the log that was there when it started. Until it has read all of it,
 * control does not know what has already been done and therefore does nothing.
 */
@Singleton
public final class Replay {
  /** The topics that control reads. */
  static final List<String> TOPICS =
      List.of(
          org.descent.contracts.Topics.EXPERIMENTS,
          org.descent.contracts.Topics.DATASETS,
          org.descent.contracts.Topics.COHORTS,
          org.descent.contracts.Topics.PROGRESS,
          org.descent.contracts.Topics.EVALUATIONS,
          org.descent.contracts.Topics.REPORTS);

  /**
   * The records of a partition.
   *
   * @param first offset of the first record still there
   * @param end offset after the last record
   */
  public record Range(long first, long end) {
    boolean isEmpty() {
      return first >= end;
    }
  }

  private static final long LOOK_MILLIS = 20;

  /** Looks at the log that agree that its end is gone. */
  static final int MISSED_OFTEN = 10;

  /** As many partitions are named. */
  private static final int NAMED = 4;

  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> outstanding = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Integer> missed = new HashMap<>();
  private volatile boolean begun;

  /** Everything in {@code log} has to be read; what was read before counts. Only once. */
  synchronized void begin(Map<TopicPartition, Range> log) {
    log.forEach(
        (partition, range) -> {
          if (!range.isEmpty()) {
            outstanding.put(partition, range.end());
          }
        });
    begun = true;
    next.forEach(this::settle);
  }

  /**
   * So the log stands now. Nobody needs to wait for records that are gone from its beginning; nor
   * for what once stood at its end, if everything has been read and the broker has gone on saying
   * so: it may have lost that, and just after its start it may not know yet what it has.
   */
  synchronized void look(Map<TopicPartition, Range> log) {
    log.forEach(
        (partition, range) -> {
          settle(partition, range.first());
          var end = outstanding.get(partition);
          if (end != null && range.end() < end && next(partition) >= range.end()) {
            if (missed.merge(partition, 1, Integer::sum) >= MISSED_OFTEN) {
              outstanding.remove(partition);
            }
          } else {
            missed.remove(partition);
          }
        });
  }

  /**
   * Everything in {@code partition} before {@code next} has been read: understood, put aside, or no
   * longer there.
   */
  void passed(TopicPartition partition, long next) {
    if (finished()) {
      return;
    }
    this.next.put(partition, next);
    settle(partition, next);
  }

  private long next(TopicPartition partition) {
    return next.getOrDefault(partition, 0L);
  }

  private void settle(TopicPartition partition, long next) {
    outstanding.computeIfPresent(partition, (p, end) -> next >= end ? null : end);
  }

  /**
   * Returns when {@code topics} have been read as far as they stood at the start: what they say has
   * to be known before what others say of it.
   */
  void await(Set<String> topics) throws InterruptedException {
    while (!isRead(topics)) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private boolean isRead(Set<String> topics) {
    return begun && outstanding.keySet().stream().noneMatch(p -> topics.contains(p.topic()));
  }

  /** Whether the log as it was at the start has been read completely. */
  public boolean finished() {
    return begun && outstanding.isEmpty();
  }

  /** What is still to be read, for people. */
  @Override
  public String toString() {
    if (!begun) {
      return "waiting for the broker";
    }
    if (finished()) {
      return "replayed";
    }
    var waited = Map.copyOf(outstanding);
    return "replaying "
        + waited.entrySet().stream()
            .map(e -> e.getKey() + " at " + next(e.getKey()) + "/" + e.getValue())
            .sorted()
            .limit(NAMED)
            .collect(Collectors.joining(", "))
        + (waited.size() > NAMED ? " and " + (waited.size() - NAMED) + " partitions more" : "");
  }
}
