package org.descent.control.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.descent.control.log.Replay.Range;
import org.junit.jupiter.api.Test;

class LagTest {
  private static final Map<String, String> GROUPS = Map.of("cohorts", "trainer");
  private static final TopicPartition FIRST = new TopicPartition("cohorts", 0);
  private static final TopicPartition SECOND = new TopicPartition("cohorts", 1);

  @Test
  void lagIsWhatIsNotCommittedOverAllPartitions() {
    var lag =
        MetricsRound.lag(
            GROUPS,
            Map.of(FIRST, new Range(0, 10), SECOND, new Range(0, 5)),
            Map.of("trainer", Map.of(FIRST, 7L, SECOND, 5L)));

    assertThat(lag).containsExactly(Map.entry("cohorts", 3L));
  }

  @Test
  void withoutATrainerEverythingStillInTheLogIsQueued() {
    var lag = MetricsRound.lag(GROUPS, Map.of(FIRST, new Range(4, 10)), Map.of());

    assertThat(lag).containsExactly(Map.entry("cohorts", 6L));
  }
}
