package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TornLogTest {
  @TempDir Path directory;

  /** However often it is torn before anybody reads it. */
  @Test
  void aTornSegmentHasItsOwnBatchesAndNoOthers() throws IOException {
    var random = new Random(1);
    int torn = 0;
    for (int round = 0; round < 200; round++) {
      var broker = directory.resolve("round-" + round);
      var segment = segment(broker.resolve("kafka/topic-0"));
      long before = Files.size(segment);
      IntStream.range(0, 10).forEach(i -> new TornLog(broker).tear(random));
      torn += Files.size(segment) > before ? 1 : 0;
      assertThat(sound(segment)).as("bytes of sound batches").isEqualTo(before);
    }
    assertThat(torn).isGreaterThan(150);
  }

  private static Path segment(Path partition) throws IOException {
    Files.createDirectories(partition);
    var segment = partition.resolve("00000000000000000000.log");
    try (var records = FileRecords.open(segment.toFile())) {
      for (int i = 0; i < 3; i++) {
        var value = ("value " + i).getBytes();
        records.append(
            MemoryRecords.withRecords(i, Compression.NONE, new SimpleRecord(1L, null, value)));
      }
    }
    return segment;
  }

  /** Where a broker that recovers it would cut it off. */
  private static long sound(Path segment) throws IOException {
    long bytes = 0;
    try (var records = FileRecords.open(segment.toFile(), false)) {
      for (var batch : records.batches()) {
        batch.ensureValid();
        bytes += batch.sizeInBytes();
      }
    } catch (CorruptRecordException e) {
      return bytes;
    }
    return bytes;
  }
}
