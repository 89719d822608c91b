package org.descent.control.log;

import jakarta.inject.Singleton;
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

  private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> outstanding = new ConcurrentHashMap<>();
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
   * Records of {@code partitions} before {@code first} are gone, so nobody needs to wait for them.
   */
  void gone(Map<TopicPartition, Range> log) {
    log.forEach((partition, range) -> settle(partition, range.first()));
  }

  /** A record has been read, and understood or put aside. */
  void read(String topic, int partition, long offset) {
    if (finished()) {
      return;
    }
    var where = new TopicPartition(topic, partition);
    next.put(where, offset + 1);
    settle(where, offset + 1);
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
    return "replaying "
        + outstanding.entrySet().stream()
            .map(e -> e.getKey() + " at " + next.getOrDefault(e.getKey(), 0L) + "/" + e.getValue())
            .sorted()
            .limit(4)
            .collect(Collectors.joining(", "));
  }
}
