package org.descent.transport;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.descent.contracts.event.Location;

/**
 * Reads a range of the log by assign and seek: no group, no commits. It keeps its consumer for the
 * next reading; one thread at a time.
 */
final class LogReader implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Consumer<String, byte[]> consumer;
  private final Duration patience;

  /**
   * @param patience how long the broker may stay silent
   */
  LogReader(Consumer<String, byte[]> consumer, Duration patience) {
    this.consumer = consumer;
    this.patience = patience;
  }

  static LogReader open(Map<String, Object> config) {
    var own = new HashMap<>(config);
    own.remove(ConsumerConfig.GROUP_ID_CONFIG);
    own.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
    own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    own.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    own.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    // What is read here stands in the log. The consumer has asked for more by the time that a range
    // has been read, and the next one waits until that has been answered.
    own.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "5");
    return new LogReader(
        new KafkaConsumer<>(own, new StringDeserializer(), new ByteArrayDeserializer()), PATIENCE);
  }

  /**
   * Hands the records from {@code from.firstOffset()} on to {@code visitor} until it answers false
   * or the one at {@code lastOffset} has been passed, or for as long as the broker may stay silent
   * the log has ended before that: it has lost its end.
   *
   * @throws UnreadableRecord if that place is no longer in the log
   * @throws KafkaException if the broker stays silent
   */
  void scan(Location from, long lastOffset, Predicate<ConsumerRecord<String, byte[]>> visitor) {
    scan(from, lastOffset, visitor, record -> {});
  }

  /**
   * The same; what has come along after the record at which {@code visitor} answered false goes to
   * {@code rest}.
   */
  private void scan(
      Location from,
      long lastOffset,
      Predicate<ConsumerRecord<String, byte[]>> visitor,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> rest) {
    var partition = partition(from);
    consumer.assign(List.of(partition));
    consumer.seek(partition, from.firstOffset());
    long position = from.firstOffset();
    long silentSince = System.nanoTime();
    while (position <= lastOffset) {
      var records = poll(from).records(partition).iterator();
      while (records.hasNext()) {
        var record = records.next();
        if (record.offset() > lastOffset || !visitor.test(record)) {
          records.forEachRemaining(rest);
          return;
        }
      }
      long now = consumer.position(partition, patience);
      if (now > position) {
        position = now;
        silentSince = System.nanoTime();
      } else if (System.nanoTime() - silentSince > patience.toNanos()) {
        if (lastOffset(from) < position) {
          return;
        }
        throw new KafkaException(
            "no records at " + from + " after waiting " + patience.toSeconds() + " s");
      }
    }
  }

  /**
   * The record of {@code key} at {@code place} or, since compaction keeps only the last one of a
   * key, the first one after it; empty if there is none from there to the end of the log.
   *
   * @throws UnreadableRecord if that place is no longer in the log
   * @throws KafkaException if the broker stays silent
   */
  Optional<ConsumerRecord<String, byte[]>> first(Location place, String key) {
    return first(place, key, record -> {});
  }

  /**
   * The same.
   *
   * @param rest is handed what has come along after it
   */
  Optional<ConsumerRecord<String, byte[]>> first(
      Location place,
      String key,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> rest) {
    var found = new AtomicReference<ConsumerRecord<String, byte[]>>();
    scan(
        place,
        lastOffset(place),
        record -> {
          if (key.equals(record.key())) {
            found.set(record);
          }
          return found.get() == null;
        },
        rest);
    return Optional.ofNullable(found.get());
  }

  /** The offset of the last record that stands in the partition of {@code place} now, or -1. */
  long lastOffset(Location place) {
    var partition = partition(place);
    consumer.assign(List.of(partition));
    return consumer.endOffsets(List.of(partition), patience).get(partition) - 1;
  }

  /** The offset of the first record that the partition of {@code place} can still have. */
  long firstOffset(Location place) {
    var partition = partition(place);
    consumer.assign(List.of(partition));
    return consumer.beginningOffsets(List.of(partition), patience).get(partition);
  }

  /** The numbers of the partitions of {@code topic}, ascending. */
  List<Integer> partitions(String topic) {
    return consumer.partitionsFor(topic, patience).stream()
        .map(PartitionInfo::partition)
        .sorted()
        .toList();
  }

  private ConsumerRecords<String, byte[]> poll(Location from) {
    try {
      return consumer.poll(Duration.ofMillis(200));
    } catch (OffsetOutOfRangeException e) {
      throw new UnreadableRecord(from + " is no longer in the log", e);
    }
  }

  private static TopicPartition partition(Location place) {
    return new TopicPartition(place.topic(), place.partition());
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
  }
}
