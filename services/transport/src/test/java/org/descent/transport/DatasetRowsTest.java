package org.descent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.descent.contracts.Floats;
import org.descent.contracts.Topics;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.junit.jupiter.api.Test;

class DatasetRowsTest {
  private static final Examples XOR =
      new Examples(
          List.of(2),
          new float[] {0, 0, 0, 1, 1, 0, 1, 1},
          List.of(new Examples.Target("label", new float[] {0, 1, 1, 0})));

  private final List<ProducerRecord<String, byte[]>> log = new ArrayList<>();

  @Test
  void rowIsFeaturesThenTargets() {
    var record = DatasetRows.chunk(XOR).get(0);

    assertThat(Floats.fromBytes(record.value()))
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0);
    assertThat(record.key()).isEqualTo(DatasetRows.of(XOR).dataset()).hasSize(16);
  }

  @Test
  void sameContentHasTheSameIdentity() {
    assertThat(DatasetRows.of(XOR).sha256()).isEqualTo(DatasetRows.of(XOR.slice(0, 4)).sha256());
    assertThat(DatasetRows.of(XOR).sha256()).isNotEqualTo(DatasetRows.of(XOR.slice(0, 3)).sha256());
  }

  @Test
  void chunksStayBelowTheLimitAndMayCutARow() {
    var examples = large();

    var sizes = DatasetRows.chunk(examples).stream().map(r -> r.value().length).toList();

    // 1000 rows of 300 + 1 numbers: 1 204 000 bytes
    assertThat(sizes).containsExactly(524_288, 524_288, 155_424);
  }

  @Test
  void examplesAreReadAsTheyWereWritten() {
    var examples = large();
    log.addAll(DatasetRows.chunk(examples));

    var read = read(prepared(examples, 0, 2));

    assertThat(read).usingRecursiveComparison().isEqualTo(examples);
  }

  @Test
  void otherDatasetsAndRepeatedChunksInBetweenAreSkipped() {
    var examples = large();
    var chunks = DatasetRows.chunk(examples);
    log.addAll(DatasetRows.chunk(XOR));
    log.add(chunks.get(0));
    log.addAll(DatasetRows.chunk(XOR));
    log.addAll(chunks);

    assertThat(read(prepared(examples, 1, 5))).usingRecursiveComparison().isEqualTo(examples);
  }

  @Test
  void readerServesOneDatasetAfterTheOther() {
    log.addAll(DatasetRows.chunk(XOR));
    log.addAll(DatasetRows.chunk(large()));
    try (var reader = reader()) {
      assertThat(reader.read(prepared(large(), 1, 3)).count()).isEqualTo(1000);
      assertThat(reader.read(prepared(XOR, 0, 0)).count()).isEqualTo(4);
    }
  }

  @Test
  void missingChunkIsNamed() {
    log.addAll(DatasetRows.chunk(large()).subList(0, 2));
    log.addAll(DatasetRows.chunk(XOR));

    assertUnreadable(prepared(large(), 0, 2), "2 of 3 chunks at " + Topics.DATASET_ROWS + ":0:0-2");
  }

  @Test
  void damagedChunkIsNoticed() {
    var good = DatasetRows.chunk(XOR).get(0);
    var content = good.value().clone();
    content[5] ^= 1;
    log.add(new ProducerRecord<>(good.topic(), null, good.key(), content, good.headers()));

    assertUnreadable(prepared(XOR, 0, 0), ": sha256 ");
  }

  @Test
  void contentThatIsNotWhatTheEventPromisedIsNoticed() {
    log.addAll(DatasetRows.chunk(XOR));
    var d = prepared(XOR, 0, 0);
    var lying =
        new DatasetPrepared(
            "e", d.dataset(), "0".repeat(64), d.shape(), d.targets(), 4, 0, 0, 1, d.rows());
    var short3 =
        new DatasetPrepared(
            "e", d.dataset(), d.sha256(), d.shape(), d.targets(), 3, 0, 0, 1, d.rows());

    assertUnreadable(lying, "sha256");
    assertUnreadable(short3, "48 bytes, expected 3 rows of 3 numbers");
  }

  @Test
  void silentBrokerIsNotWaitedForForEver() {
    var dataset = prepared(XOR, 0, 0);
    try (var reader = reader()) {
      assertThatExceptionOfType(KafkaException.class)
          .isThrownBy(() -> reader.read(dataset))
          .withMessageContaining("no records at " + Topics.DATASET_ROWS + ":0:0-0");
    }
  }

  @Test
  void recordWithoutHeadersOrKeyIsNoChunk() {
    var bare = new ProducerRecord<>(Topics.DATASET_ROWS, "0123456789abcdef", new byte[4]);
    var keyless = new ProducerRecord<String, byte[]>(Topics.DATASET_ROWS, null, new byte[4]);

    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> DatasetRows.check(received(bare, 0)))
        .withMessage("dataset rows: header descent-chunk is missing");
    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> DatasetRows.check(received(keyless, 0)))
        .withMessageContaining("key null, expected a dataset's id");
  }

  private static Examples large() {
    var features = new float[1000 * 300];
    var labels = new float[1000];
    for (int i = 0; i < features.length; i++) {
      features[i] = i;
    }
    for (int i = 0; i < labels.length; i++) {
      labels[i] = -i;
    }
    return new Examples(List.of(20, 15), features, List.of(new Examples.Target("label", labels)));
  }

  private static DatasetPrepared prepared(Examples examples, long first, long last) {
    return DatasetRows.of(examples)
        .prepared("e", examples.count(), 0, 0, new Location(Topics.DATASET_ROWS, 0, first, last));
  }

  private Examples read(DatasetPrepared dataset) {
    try (var reader = reader()) {
      return reader.read(dataset);
    }
  }

  private void assertUnreadable(DatasetPrepared dataset, String reason) {
    try (var reader = reader()) {
      assertThatExceptionOfType(UnreadableRecord.class)
          .isThrownBy(() -> reader.read(dataset))
          .withMessageContaining(reason);
    }
  }

  private DatasetRowsReader reader() {
    return new DatasetRowsReader(consumer(log), Duration.ofMillis(300));
  }

  /** A consumer on a log that holds {@code records} in partition 0. */
  static MockConsumer<String, byte[]> consumer(List<ProducerRecord<String, byte[]>> records) {
    var partition =
        new TopicPartition(records.isEmpty() ? Topics.DATASET_ROWS : records.get(0).topic(), 0);
    var consumer =
        new MockConsumer<String, byte[]>("none") {
          @Override
          public synchronized void seek(TopicPartition to, long offset) {
            super.seek(to, offset);
            for (int i = (int) offset; i < records.size(); i++) {
              addRecord(received(records.get(i), i));
            }
          }
        };
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, (long) records.size()));
    return consumer;
  }

  private static ConsumerRecord<String, byte[]> received(
      ProducerRecord<String, byte[]> record, long offset) {
    return new ConsumerRecord<>(
        record.topic(),
        0,
        offset,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        record.key(),
        record.value(),
        new RecordHeaders(record.headers()),
        java.util.Optional.empty());
  }
}
