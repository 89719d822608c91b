package org.descent.control.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TurnTest {
  private static final List<TopicPartition> PARTITION = List.of(new TopicPartition("topic", 0));

  private long now = Long.MAX_VALUE - 7; // such clocks may go over
  private final Turn turn = new Turn(() -> now);

  private void pass(Duration duration) {
    now += duration.toNanos();
  }

  @Test
  void whoIsAloneBeginsAtOnce() {
    assertThat(turn.isOwn()).isFalse();
    turn.onPartitionsAssigned(PARTITION);
    assertThat(turn.isOwn()).isTrue();
  }

  @Test
  void whoHasNothingAssignedHasNoTurn() {
    turn.onPartitionsAssigned(List.of());
    turn.asked();
    assertThat(turn.isOwn()).isFalse();
  }

  @Test
  void whoStoodByWaitsForWhatTheOtherHasWrittenLast() {
    turn.asked();
    turn.onPartitionsAssigned(PARTITION);
    assertThat(turn.isOwn()).isFalse();
    pass(Turn.ARRIVAL.minusNanos(1));
    assertThat(turn.isOwn()).isFalse();
    pass(Duration.ofNanos(1));
    assertThat(turn.isOwn()).isTrue();
  }

  @Test
  void whoWasAsleepAsksFirst() {
    turn.onPartitionsAssigned(PARTITION);
    pass(Turn.FRESH.minusNanos(1));
    assertThat(turn.isOwn()).isTrue();
    pass(Duration.ofNanos(1));
    assertThat(turn.isOwn()).as("another one may have taken over").isFalse();
    turn.asked();
    assertThat(turn.isOwn()).as("it has been told that none has").isTrue();
  }

  @Test
  void whoIsToldThatAnotherOneTookOverStandsBy() {
    turn.onPartitionsAssigned(PARTITION);
    turn.onPartitionsLost(PARTITION);
    turn.asked();
    assertThat(turn.isOwn()).isFalse();
    turn.onPartitionsAssigned(PARTITION);
    assertThat(turn.isOwn()).as("what the other wrote is on its way").isFalse();
    pass(Turn.ARRIVAL);
    assertThat(turn.isOwn()).isTrue();
  }

  @Test
  void whoDoesNotAskAnyMoreHasNoTurn() {
    turn.onPartitionsAssigned(PARTITION);
    turn.end();
    assertThat(turn.isOwn()).isFalse();
  }
}
