package org.descent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.descent.contracts.event.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final List<Long> read = new ArrayList<>();

  /** Two records, and so many as the broker says. */
  private final MockConsumer<String, byte[]> consumer =
      new MockConsumer<>("earliest") {
        @Override
        public synchronized void assign(java.util.Collection<TopicPartition> partitions) {
          super.assign(partitions);
          updateBeginningOffsets(Map.of(PARTITION, 0L));
          for (long offset = 0; offset < 2 && read.isEmpty(); offset++) {
            addRecord(new ConsumerRecord<>("t", 0, offset, "key", new byte[0]));
          }
        }
      };

  @Test
  void aLogThatHasLostItsEndEndsThere() {
    scan(2);

    assertThat(read).containsExactly(0L, 1L);
  }

  @Test
  void aBrokerThatIsSilentOfWhatItHasIsNotTheEnd() {
    assertThatThrownBy(() -> scan(6))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("no records at");
  }

  /** Up to offset 5, with a broker that says where its log ends now. */
  private void scan(long end) {
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    new LogReader(consumer, Duration.ofMillis(1))
        .scan(Location.of("t", 0, 0), 5, record -> read.add(record.offset()));
  }
}
