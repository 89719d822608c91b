package org.descent.transport;

import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.ModelPublished;

/**
 * Reads models from where {@link org.descent.contracts.event.TrialTrained} says that they stand. It
 * keeps its consumer for the next reading; one thread at a time.
 */
public final class ModelReader implements AutoCloseable {
  private final LogReader log;

  /**
   * @param patience how long the broker may stay silent
   */
  public ModelReader(Consumer<String, byte[]> consumer, Duration patience) {
    this(new LogReader(consumer, patience));
  }

  private ModelReader(LogReader log) {
    this.log = log;
  }

  /**
   * A reader with a consumer of its own.
   *
   * @param consumerConfig at least {@code bootstrap.servers}
   */
  public static ModelReader open(Map<String, Object> consumerConfig) {
    return new ModelReader(LogReader.open(consumerConfig));
  }

  /**
   * The model of {@code trial} at {@code location} or, since compaction keeps only the last record
   * of a key, the first one after it.
   *
   * @throws UnreadableRecord if there is none from there to the end of the log
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  public ModelPublished read(Location location, String trial) {
    return read(location, trial, (place, other) -> {});
  }

  /**
   * The same.
   *
   * @param others is handed the models that have come along after it, with their places: reading
   *     one costs as much as reading hundreds
   */
  public ModelPublished read(
      Location location, String trial, BiConsumer<Location, ModelPublished> others) {
    var record =
        log.first(location, trial, other -> handOn(other, others))
            .orElseThrow(
                () ->
                    new UnreadableRecord(
                        "there is no model of " + trial + " from " + location + " on"));
    return Events.decode(record.value(), ModelPublished.class);
  }

  private static void handOn(
      ConsumerRecord<String, byte[]> other, BiConsumer<Location, ModelPublished> others) {
    if (other.value() == null) {
      return;
    }
    ModelPublished model;
    try {
      model = Events.decode(other.value(), ModelPublished.class);
    } catch (UnreadableRecord e) {
      return; // whoever needs it will hear of that
    }
    others.accept(Location.of(other.topic(), other.partition(), other.offset()), model);
  }

  @Override
  public void close() {
    log.close();
  }
}
