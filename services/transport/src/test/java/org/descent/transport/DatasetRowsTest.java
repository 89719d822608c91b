package org.descent.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.descent.contracts.Ids;
import org.descent.contracts.Topics;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.data.Rescaling;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetRowsTest {
  private static final Examples XOR =
      new Examples(
          List.of(2),
          new float[] {0, 0, 0, 1, 1, 0, 1, 1},
          List.of(new Examples.Target("label", new float[] {0, 1, 1, 0})));

  private static final List<Rescaling> RESCALED =
      List.of(
          Rescaling.dividing(255), new Rescaling(List.of(0.1, 0.2, 0.3), List.of(2., 3., 4.), 1));

  private final List<ProducerRecord<String, byte[]>> log = new ArrayList<>();

  @Test
  void targetsStandBeforeFeaturesEachInTheSmallestTypeThatHoldsThem() {
    var record = DatasetRows.chunk(XOR).get(0);

    assertThat(Arrays.copyOf(record.value(), 8)).containsExactly(0, 1, 1, 0, 0, 0, 0, 0);
    assertThat(Floats.fromBytes(Arrays.copyOfRange(record.value(), 8, 40)))
        .containsExactly(0, 0, 0, 1, 1, 0, 1, 1);
    assertThat(record.value()).hasSize(40);
    assertThat(record.key()).isEqualTo(DatasetRows.of(XOR).dataset()).hasSize(16);
    assertThat(prepared(XOR, 0, 0).columns()).containsExactly(NumberType.U8, NumberType.F32);
  }

  @Test
  void identityIsThatOfTheRowsInFloat32HoweverTheyAreHeld() {
    var bytes = typed(NumberType.U8, List.of(Rescaling.dividing(255)));
    var floats = new Examples(bytes.shape(), bytes.features(), bytes.targets());
    var rows = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    rows.putFloat(7).putFloat(8).putFloat(1); // features, then targets
    var one =
        new Examples(
            List.of(2), new float[] {7, 8}, List.of(new Examples.Target("y", new float[] {1})));

    assertThat(DatasetRows.of(bytes).sha256()).isEqualTo(DatasetRows.of(floats).sha256());
    assertThat(DatasetRows.of(one).sha256()).isEqualTo(Ids.sha256(rows.array()));
  }

  @ParameterizedTest
  @EnumSource(NumberType.class)
  void whatAFileHoldsTakesNoMoreInTheLogAndComesBackToTheBit(NumberType type) {
    var examples = typed(type, type == NumberType.F32 ? List.of() : RESCALED);
    log.addAll(DatasetRows.chunk(examples));
    int inFile = examples.count() * (examples.width() * type.bytes() + 1); // labels are bytes

    assertThat(log.stream().mapToInt(record -> record.value().length).sum())
        .isLessThanOrEqualTo((int) (1.1 * inFile));
    try (var reader = reader()) {
      var parts = reader.read(prepared(examples, 0, log.size() - 1), List.of(600, 1, 400));
      assertSame(parts.get(0), examples.slice(0, 600));
      assertSame(parts.get(1), examples.slice(600, 601));
      assertSame(parts.get(2), examples.slice(601, 1001));
    }
  }

  private static void assertSame(Examples read, Examples written) {
    assertThat(read.shape()).isEqualTo(written.shape());
    assertThat(read.held().type()).isEqualTo(written.held().type());
    assertThat(read.features()).isEqualTo(written.features());
    assertThat(read.targets()).hasSameSizeAs(written.targets());
    for (var target : written.targets()) {
      assertThat(read.target(target.name())).isEqualTo(target.values());
    }
  }

  /** 1001 examples of odd width: their columns are no whole number of chunks or of 8 bytes. */
  private static Examples typed(NumberType type, List<Rescaling> rescaled) {
    var bytes = new byte[1001 * 7 * 33 * 3 * type.bytes()];
    new java.util.Random(1).nextBytes(bytes);
    if (type == NumberType.F16 || type == NumberType.F32) { // finite
      for (int i = type.bytes() - 1; i < bytes.length; i += type.bytes()) {
        bytes[i] &= 0x3f;
      }
    }
    var labels = new float[1001];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 256;
    }
    return new Examples(
        List.of(7, 33, 3),
        Features.of(type, bytes, rescaled),
        List.of(new Examples.Target("label", labels)));
  }

  @ParameterizedTest
  @EnumSource(
      value = NumberType.class,
      names = {"U8", "F32"})
  void someExamplesAreReadInTheOrderAskedFor(NumberType type) {
    var examples = typed(type, List.of());
    log.addAll(DatasetRows.chunk(examples));
    int[] rows = {1000, 3, 999, 3, 0};

    try (var reader = reader()) {
      assertSame(reader.at(prepared(examples, 0, log.size() - 1), rows), examples.at(rows));
    }
  }

  @Test
  void rowsWrittenBeforeThereWereColumnsAreRead() {
    var examples = large();
    var rows = ByteBuffer.allocate(4 * 301 * 1000).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 1000; i++) {
      for (float feature : examples.slice(i, i + 1).features()) {
        rows.putFloat(feature);
      }
      rows.putFloat(examples.target("label")[i]);
    }
    var sha256 = Ids.sha256(rows.array());
    int size = DatasetRows.CHUNK_BYTES - 4; // in the middle of a row
    for (int from = 0; from < rows.capacity(); from += size) {
      var content = Arrays.copyOfRange(rows.array(), from, Math.min(rows.capacity(), from + size));
      var headers =
          new RecordHeaders()
              .add("descent-chunk", String.valueOf(from / size).getBytes(UTF_8))
              .add("descent-chunks", "3".getBytes(UTF_8))
              .add("descent-sha256", Ids.sha256(content).getBytes(UTF_8));
      log.add(
          new ProducerRecord<>(
              Topics.DATASET_ROWS, null, sha256.substring(0, 16), content, headers));
    }
    var place = new Location(Topics.DATASET_ROWS, 0, 0, 2);
    var told =
        new DatasetPrepared(
            "e",
            sha256.substring(0, 16),
            sha256,
            examples.shape(),
            List.of("label"),
            900,
            100,
            0,
            3,
            place);

    log.forEach(record -> DatasetRows.check(received(record, 0)));
    assertThat(DatasetRows.of(examples).sha256()).isEqualTo(sha256);
    try (var reader = reader()) {
      var parts = reader.read(told, List.of(900, 100));
      assertSame(parts.get(0), examples.slice(0, 900));
      assertSame(parts.get(1), examples.slice(900, 1000));
    }
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

    // 1000 targets of 2 bytes, 300 000 features of 4
    assertThat(sizes).containsExactly(524_288, 524_288, 153_424);
  }

  @Test
  void examplesAreReadAsTheyWereWritten() {
    var examples = large();
    log.addAll(DatasetRows.chunk(examples));

    assertSame(read(prepared(examples, 0, 2)), examples);
  }

  @Test
  void otherDatasetsAndRepeatedChunksInBetweenAreSkipped() {
    var examples = large();
    var chunks = DatasetRows.chunk(examples);
    log.addAll(DatasetRows.chunk(XOR));
    log.add(chunks.get(0));
    log.addAll(DatasetRows.chunk(XOR));
    log.addAll(chunks);

    assertSame(read(prepared(examples, 1, 5)), examples);
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

    assertUnreadable(prepared(XOR, 0, 0), ": crc32c ");
    var record = received(log.get(0), 0);
    assertThatExceptionOfType(UnreadableRecord.class)
        .isThrownBy(() -> DatasetRows.check(record))
        .withMessageContaining("chunk 0 has crc32c ");
  }

  @Test
  void contentThatIsNotWhatTheEventPromisedIsNoticed() {
    log.addAll(DatasetRows.chunk(XOR));
    var d = prepared(XOR, 0, 0);
    var lying = d.inColumns(d.columns(), List.of(), "00000000");
    var short3 = DatasetRows.of(XOR).prepared("e", 3, 0, 0, d.rows());
    var other = d.inColumns(List.of(NumberType.F32), List.of(), d.checksum());
    var inRows = d.inColumns(List.of(), List.of(), "");

    assertUnreadable(lying, ": crc32c ");
    assertUnreadable(short3, "40 bytes, expected 32 of 3 rows in columns [U8, F32]");
    assertUnreadable(other, "columns [F32], expected 2 of them");
    assertUnreadable(inRows, "40 bytes, expected 4 rows of 3 numbers");
  }

  @Test
  void silentBrokerIsNotWaitedForForEver() {
    var dataset = prepared(XOR, 0, 0);
    var silent = consumer(log);
    silent.updateEndOffsets(Map.of(new TopicPartition(Topics.DATASET_ROWS, 0), 1L));
    try (var reader = new DatasetRowsReader(silent, Duration.ofMillis(300))) {
      assertThatExceptionOfType(KafkaException.class)
          .isThrownBy(() -> reader.read(dataset))
          .withMessageContaining("no records at " + Topics.DATASET_ROWS + ":0:0-0");
    }
  }

  @Test
  void rowsThatTheBrokerHasLostAreUnreadable() {
    assertUnreadable(prepared(XOR, 0, 0), ": 0 of 1 chunks");
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
