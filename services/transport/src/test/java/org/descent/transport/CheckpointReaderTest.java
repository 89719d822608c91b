package org.descent.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.descent.contracts.Topics;
import org.junit.jupiter.api.Test;

class CheckpointReaderTest {
  private final List<ProducerRecord<String, byte[]>> log = new ArrayList<>();

  @Test
  void theLastOneOfTheCohortCounts() {
    write("a", "1");
    write("b", "2");
    write("a", "3");
    write("b", "4");

    try (var reader = reader()) {
      assertThat(last(reader, "a")).isEqualTo("3");
      assertThat(last(reader, "b")).isEqualTo("4");
    }
  }

  @Test
  void aCohortThatIsDoneHasNone() {
    write("a", "1");
    write("a", null);

    try (var reader = reader()) {
      assertThat(reader.last("a")).isEmpty();
      assertThat(reader.last("never")).isEmpty();
    }
  }

  @Test
  void whatIsWrittenLaterIsSeen() {
    write("a", "1");
    var consumer = consumer();
    try (var reader = new CheckpointReader(consumer, Duration.ofMillis(300))) {
      assertThat(last(reader, "a")).isEqualTo("1");

      write("a", "2");
      consumer.updateEndOffsets(Map.of(new TopicPartition(Topics.CHECKPOINTS, 0), 2L));

      assertThat(last(reader, "a")).isEqualTo("2");
    }
  }

  @Test
  void partitionsAreUsedEvenly() {
    var consumer = consumer();
    consumer.updatePartitions(
        Topics.CHECKPOINTS, List.of(partition(0), partition(1), partition(2), partition(3)));
    try (var reader = new CheckpointReader(consumer, Duration.ofMillis(300))) {
      var used = new int[4];
      for (int cohort = 0; cohort < 400; cohort++) {
        used[reader.partition("sweep-0123abcd.c%04d".formatted(cohort))]++;
      }
      assertThat(Arrays.stream(used)).allMatch(count -> count > 50 && count < 150);
    }
  }

  private static String last(CheckpointReader reader, String cohort) {
    return reader
        .last(cohort)
        .map(record -> new String(record.value(), StandardCharsets.UTF_8))
        .orElseThrow();
  }

  private void write(String cohort, String state) {
    var value = state == null ? null : state.getBytes(StandardCharsets.UTF_8);
    log.add(new ProducerRecord<>(Topics.CHECKPOINTS, cohort, value));
  }

  private CheckpointReader reader() {
    return new CheckpointReader(consumer(), Duration.ofMillis(300));
  }

  private MockConsumer<String, byte[]> consumer() {
    var consumer = DatasetRowsTest.consumer(log);
    var partition = new TopicPartition(Topics.CHECKPOINTS, 0);
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, (long) log.size()));
    consumer.updatePartitions(Topics.CHECKPOINTS, List.of(partition(0)));
    return consumer;
  }

  private static PartitionInfo partition(int number) {
    var node = Node.noNode();
    return new PartitionInfo(
        Topics.CHECKPOINTS, number, node, new Node[] {node}, new Node[] {node});
  }
}
