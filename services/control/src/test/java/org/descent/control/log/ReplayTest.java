package org.descent.control.log;

import static org.assertj.core.api.Assertions.assertThat;

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
    replay.read("t", 0, 0);
    replay.read("t", 1, 0);
    assertThat(replay.finished()).isFalse();
    assertThat(replay).hasToString("replaying t-0 at 1/2");

    replay.read("t", 0, 1);
    assertThat(replay.finished()).isTrue();
  }

  @Test
  void recordsReadBeforeTheEndWasKnownCount() {
    replay.read("t", 0, 0);
    replay.read("t", 0, 1);
    replay.begin(Map.of(FIRST, new Range(0, 2)));

    assertThat(replay.finished()).isTrue();
  }

  @Test
  void compactionMayLeaveGapsBeforeTheLastRecord() {
    replay.begin(Map.of(FIRST, new Range(0, 10)));
    replay.read("t", 0, 3);
    replay.read("t", 0, 9);

    assertThat(replay.finished()).isTrue();
  }

  @Test
  void recordsDeletedMeanwhileAreNotWaitedFor() {
    replay.begin(Map.of(FIRST, new Range(0, 10)));
    replay.gone(Map.of(FIRST, new Range(10, 12)));

    assertThat(replay.finished()).isTrue();
  }
}
