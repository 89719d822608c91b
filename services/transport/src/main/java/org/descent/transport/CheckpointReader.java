package org.descent.transport;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Location;

/**
 * Finds the last checkpoint of a cohort. It remembers what it has passed, so that every record is
 * passed once; one thread at a time.
 */
public class CheckpointReader implements AutoCloseable {
  private final LogReader log;
  private final Map<String, Location> last = new HashMap<>();
  private final Map<Integer, Long> passed = new HashMap<>();

  /**
   * @param patience how long the broker may stay silent
   */
  public CheckpointReader(Consumer<String, byte[]> consumer, Duration patience) {
    this(new LogReader(consumer, patience));
  }

  private CheckpointReader(LogReader log) {
    this.log = log;
  }

  /**
   * A reader with a consumer of its own.
   *
   * @param consumerConfig at least {@code bootstrap.servers}
   */
  public static CheckpointReader open(Map<String, Object> consumerConfig) {
    return new CheckpointReader(LogReader.open(consumerConfig));
  }

  /** The partition that checkpoints of {@code cohort} are written to. */
  public int partition(String cohort) {
    return Math.floorMod(cohort.hashCode(), log.partitions(Topics.CHECKPOINTS).size());
  }

  /**
   * The record of the last checkpoint of {@code cohort}, unless it has been forgotten.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  public Optional<ConsumerRecord<String, byte[]>> last(String cohort) {
    pass(partition(cohort));
    return Optional.ofNullable(last.get(cohort))
        .flatMap(place -> log.first(place, cohort))
        .filter(record -> record.value() != null);
  }

  /** Takes notice of all that has been written since the last time. */
  private void pass(int partition) {
    var start = Location.of(Topics.CHECKPOINTS, partition, 0);
    long from = Math.max(passed.getOrDefault(partition, 0L), log.firstOffset(start));
    long to = log.lastOffset(start);
    log.scan(
        Location.of(Topics.CHECKPOINTS, partition, from),
        to,
        record -> {
          long offset = record.offset();
          if (record.value() == null) {
            last.remove(record.key());
          } else {
            last.put(record.key(), Location.of(record.topic(), partition, offset));
          }
          return true;
        });
    passed.put(partition, Math.max(from, to + 1));
  }

  @Override
  public void close() {
    log.close();
  }
}
