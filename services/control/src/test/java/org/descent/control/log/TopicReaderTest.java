package org.descent.control.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.descent.control.log.Replay.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicReaderTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);

  private final Replay replay = new Replay();
  private final List<Long> heard = new ArrayList<>();

  @Test
  void theEndOfALogMayHaveNoRecord() {
    replay.begin(Map.of(PARTITION, new Range(0, 5)));
    read(new Scripted(poll(3, 0, 1), poll(5)));

    assertThat(heard).containsExactly(0L, 1L);
    assertThat(replay.finished()).isTrue();
  }

  @Test
  void whoeverFailsGoesOnWhereItWas() {
    replay.begin(Map.of(PARTITION, new Range(0, 4)));
    var first = new Scripted(poll(2, 0, 1), new KafkaException("away"));
    var second = new Scripted(poll(4, 2, 3));
    read(first, second);

    assertThat(second.soughtTo).containsExactly(2L);
    assertThat(heard).containsExactly(0L, 1L, 2L, 3L);
    assertThat(first.closed()).isTrue();
  }

  @Test
  void aTopicThatIsNotKnownYetIsAskedForAgain() {
    replay.begin(Map.of(PARTITION, new Range(0, 1)));
    var unknown = new Scripted();
    unknown.partitions = List.of();
    read(unknown, new Scripted(poll(1, 0)));

    assertThat(heard).containsExactly(0L);
  }

  @Test
  void whatSpeaksOfExperimentsWaitsUntilTheyAreKnown() throws Exception {
    var experiments = new TopicPartition("e", 0);
    replay.begin(Map.of(experiments, new Range(0, 1)));
    var asked = new CountDownLatch(1);
    var reader =
        new TopicReader(
            "t",
            Set.of("e"),
            () -> {
              asked.countDown();
              assertThat(replay.finished()).isTrue();
              return new Scripted(poll(1, 0));
            },
            this::hear,
            replay);
    var thread = new Thread(reader);
    thread.start();
    replay.passed(experiments, 1);
    asked.await();
    while (replayedTo() < 1) {
      Thread.sleep(5);
    }
    reader.stop();
    thread.join();

    assertThat(heard).containsExactly(0L);
  }

  private void hear(List<ConsumerRecord<String, byte[]>> records) {
    records.forEach(record -> heard.add(record.offset()));
  }

  private int replayedTo() {
    synchronized (heard) {
      return heard.size();
    }
  }

  /** Reads by one after the other; the last one stops when it has no more. */
  private void read(Scripted... consumers) {
    var left = new ArrayDeque<>(List.of(consumers));
    var reader = new TopicReader("t", Set.of(), left::remove, this::hear, replay);
    consumers[consumers.length - 1].afterwards = reader::stop;
    reader.run();
  }

  /** What a poll brings: records, and where the next one begins. */
  private static ConsumerRecords<String, byte[]> poll(long next, long... offsets) {
    var records =
        LongStream.of(offsets)
            .mapToObj(offset -> new ConsumerRecord<>("t", 0, offset, "key", new byte[0]))
            .toList();
    return new ConsumerRecords<>(
        records.isEmpty() ? Map.of() : Map.of(PARTITION, records),
        Map.of(PARTITION, new OffsetAndMetadata(next)));
  }

  /** A consumer whose polls are given, or fail. */
  private static final class Scripted extends MockConsumer<String, byte[]> {
    private final Deque<Object> polls;
    private final List<Long> soughtTo = new ArrayList<>();
    private List<PartitionInfo> partitions = List.of(new PartitionInfo("t", 0, null, null, null));
    private Runnable afterwards = () -> {};

    Scripted(Object... polls) {
      super("earliest");
      this.polls = new ArrayDeque<>(Arrays.asList(polls));
    }

    @Override
    public synchronized List<PartitionInfo> partitionsFor(String topic) {
      return partitions;
    }

    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      soughtTo.add(offset);
    }

    @Override
    public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
      if (polls.isEmpty()) {
        afterwards.run();
        return ConsumerRecords.empty();
      }
      var poll = polls.remove();
      if (poll instanceof KafkaException failed) {
        throw failed;
      }
      @SuppressWarnings("unchecked")
      var records = (ConsumerRecords<String, byte[]>) poll;
      return records;
    }
  }
}
