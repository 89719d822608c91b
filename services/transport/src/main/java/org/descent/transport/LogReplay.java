package org.descent.transport;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.Location;

/** What stands in a topic now, from its beginning. */
public final class LogReplay {
  private LogReplay() {}

  /**
   * Hands every record of {@code topic} to {@code visitor}, partition by partition, and returns at
   * the end that the topic had at the start.
   *
   * @param consumerConfig at least {@code bootstrap.servers}
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  public static void of(
      Map<String, Object> consumerConfig,
      String topic,
      Consumer<ConsumerRecord<String, byte[]>> visitor) {
    try (var log = LogReader.open(consumerConfig)) {
      for (int partition : log.partitions(topic)) {
        var place = Location.of(topic, partition, 0);
        long first = log.firstOffset(place);
        var from = Location.of(topic, partition, first);
        log.scan(
            from,
            log.lastOffset(place),
            record -> {
              visitor.accept(record);
              return true;
            });
      }
    }
  }
}
