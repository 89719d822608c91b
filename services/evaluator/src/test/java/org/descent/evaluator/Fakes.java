package org.descent.evaluator;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.descent.contracts.Topics;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.descent.transport.DatasetCache;
import org.descent.transport.DatasetRows;
import org.descent.transport.DatasetRowsReader;
import org.descent.transport.SharedDatasets;

/** A log that holds one dataset: x1 AND x2, three rows to train on and one to test on. */
@Mock
@ApplicationScoped
class Fakes {
  private static final Examples AND =
      new Examples(
          List.of(2),
          new float[] {0, 0, 0, 1, 1, 1, 1, 0},
          List.of(new Examples.Target("label", new float[] {0, 0, 1, 0})));

  static DatasetPrepared dataset() {
    var rows = new Location(Topics.DATASET_ROWS, 0, 0, 0);
    return DatasetRows.of(AND).prepared("e", 3, 0, 1, rows);
  }

  @Produces
  @Singleton
  @Judged
  DatasetCache datasets() {
    return new DatasetCache(
        new SharedDatasets(),
        () -> new DatasetRowsReader(log(), Duration.ofMillis(300)),
        1,
        Long.MAX_VALUE);
  }

  private static MockConsumer<String, byte[]> log() {
    var partition = new TopicPartition(Topics.DATASET_ROWS, 0);
    var chunk = DatasetRows.of(AND).chunk(0);
    var consumer =
        new MockConsumer<String, byte[]>("none") {
          @Override
          public synchronized void seek(TopicPartition to, long offset) {
            super.seek(to, offset);
            addRecord(
                new ConsumerRecord<>(
                    Topics.DATASET_ROWS,
                    0,
                    0,
                    0,
                    TimestampType.CREATE_TIME,
                    0,
                    0,
                    chunk.key(),
                    chunk.value(),
                    chunk.headers(),
                    Optional.empty()));
          }
        };
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, 1L));
    return consumer;
  }
}
