package org.descent.control.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.descent.control.log.Replay.Range;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final TopicPartition FIRST = new TopicPartition("t", 0);
  private static final TopicPartition SECOND = new TopicPartition("t", 1);

  private final Replay replay = new Replay();

  @Test
  void nothingIsReplayedBeforeTheEndOfTheLogIsKnown() {
    assertThat(replay.finished()).isFalse();
    assertThat(replay).hasToString("waiting for the broker");
  }

  @Test
  void anEmptyLogIsReplayedAtOnce() {
    replay.begin(Map.of(FIRST, new Range(0, 0), SECOND, new Range(7, 7)));

    assertThat(replay.finished()).isTrue();
  }

  @Test
  void everyPartitionHasToBeReadToItsEnd() {
    replay.begin(Map.of(FIRST, new Range(0, 2), SECOND, new Range(0, 1)));
    replay.passed(FIRST, 1);
    replay.passed(SECOND, 1);
    assertThat(replay.finished()).isFalse();
    assertThat(replay).hasToString("replaying t-0 at 1/2");

    replay.passed(FIRST, 2);
    assertThat(replay.finished()).isTrue();
  }

  @Test
  void recordsReadBeforeTheEndWasKnownCount() {
    replay.passed(FIRST, 1);
    replay.passed(FIRST, 2);
    replay.begin(Map.of(FIRST, new Range(0, 2)));

    assertThat(replay.finished()).isTrue();
  }

  @Test
  void compactionMayLeaveGapsBeforeTheLastRecord() {
    replay.begin(Map.of(FIRST, new Range(0, 10)));
    replay.passed(FIRST, 4);
    replay.passed(FIRST, 10);

    assertThat(replay.finished()).isTrue();
  }

  @Test
  void recordsDeletedMeanwhileAreNotWaitedFor() {
    replay.begin(Map.of(FIRST, new Range(0, 10)));
    replay.look(Map.of(FIRST, new Range(10, 12)));

    assertThat(replay.finished()).isTrue();
  }

  @Test
  void anEndWithoutARecordIsAnEnd() {
    replay.begin(Map.of(FIRST, new Range(0, 10)));
    replay.passed(FIRST, 8);
    assertThat(replay).hasToString("replaying t-0 at 8/10");
    replay.passed(FIRST, 10);

    assertThat(replay.finished()).isTrue();
  }

  @Test
  void whatTheBrokerHasLostIsNotWaitedForIfItGoesOnSayingSo() {
    replay.begin(Map.of(FIRST, new Range(0, 10)));
    replay.passed(FIRST, 7);
    look(Replay.MISSED_OFTEN - 1, new Range(0, 7));
    look(1, new Range(0, 10)); // it has only just found it
    look(Replay.MISSED_OFTEN - 1, new Range(0, 7));
    assertThat(replay.finished()).isFalse();
    look(1, new Range(0, 7));

    assertThat(replay.finished()).isTrue();
  }

  @Test
  void whatIsStillThereIsRead() {
    replay.begin(Map.of(FIRST, new Range(0, 10)));
    replay.passed(FIRST, 6);
    look(2 * Replay.MISSED_OFTEN, new Range(0, 7));

    assertThat(replay.finished()).isFalse();
  }

  @Test
  void aFewOfManyPartitionsAreNamed() {
    var log = new HashMap<TopicPartition, Range>();
    for (int i = 0; i < 7; i++) {
      log.put(new TopicPartition("t", i), new Range(0, 1));
    }
    replay.begin(log);

    assertThat(replay.toString())
        .startsWith("replaying t-0 at 0/1, ")
        .endsWith(" and 3 partitions more");
  }

  private void look(int times, Range range) {
    for (int i = 0; i < times; i++) {
      replay.look(Map.of(FIRST, range));
    }
  }
}
