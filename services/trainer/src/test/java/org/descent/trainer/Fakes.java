package org.descent.trainer;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.descent.contracts.Topics;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.Provenance;
import org.descent.transport.CheckpointReader;
import org.descent.transport.DatasetCache;
import org.descent.transport.DatasetRows;
import org.descent.transport.DatasetRowsReader;
import org.descent.transport.SharedDatasets;

/** A log that holds one dataset of one example, and a machine without TensorFlow. */
@Mock
@ApplicationScoped
class Fakes {
  static final Provenance PROVENANCE = new Provenance("1", "2", "CPU:0", "scripted", "none");

  private static final Examples POINT =
      new Examples(
          List.of(1), new float[] {1}, List.of(new Examples.Target("label", new float[] {1})));

  static DatasetPrepared dataset() {
    var rows = new Location(Topics.DATASET_ROWS, 0, 0, 0);
    return DatasetRows.of(POINT).prepared("e", 1, 0, 0, rows);
  }

  @Produces
  @Singleton
  Provenance provenance() {
    return PROVENANCE;
  }

  @Produces
  @Singleton
  @Trained
  DatasetCache datasets() {
    return new DatasetCache(
        new SharedDatasets(),
        () -> new DatasetRowsReader(log(), Duration.ofMillis(300)),
        1,
        Long.MAX_VALUE);
  }

  /** What reading a dataset runs into. */
  static volatile Error trouble;

  /** What {@link #checkpoints()} finds, by cohort. */
  static final Map<String, ConsumerRecord<String, byte[]>> CHECKPOINTS = new ConcurrentHashMap<>();

  @Produces
  @Singleton
  CheckpointReader checkpoints() {
    return new CheckpointReader(new MockConsumer<>("none"), Duration.ofMillis(300)) {
      @Override
      public int partition(String cohort) {
        return 3;
      }

      @Override
      public Optional<ConsumerRecord<String, byte[]>> last(String cohort) {
        return Optional.ofNullable(CHECKPOINTS.get(cohort));
      }
    };
  }

  private static MockConsumer<String, byte[]> log() {
    var partition = new TopicPartition(Topics.DATASET_ROWS, 0);
    var chunk = DatasetRows.of(POINT).chunk(0);
    var consumer =
        new MockConsumer<String, byte[]>("none") {
          @Override
          public synchronized void seek(TopicPartition to, long offset) {
            if (trouble != null) {
              throw trouble;
            }
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
