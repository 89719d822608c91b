package org.descent.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.descent.contracts.Topics;
import org.junit.jupiter.api.Test;

class TopicLayoutTest {
  @Test
  void everyTopicIsLaidOut() {
    assertThat(TopicLayout.topics(24, (short) 1).stream().map(NewTopic::name))
        .containsExactlyElementsOf(Topics.ALL);
  }

  @Test
  void cohortsHaveManyPartitionsAndWhatIsKeyedByExperimentOne() {
    var topics =
        TopicLayout.topics(24, (short) 1).stream()
            .collect(Collectors.toMap(NewTopic::name, Function.identity()));

    assertThat(topics.get(Topics.COHORTS).numPartitions()).isEqualTo(24);
    assertThat(topics.get(Topics.TRAININGS).numPartitions()).isEqualTo(6);
    assertThat(topics.get(Topics.EXPERIMENTS).numPartitions()).isEqualTo(1);
    assertThat(topics.get(Topics.DATASETS).numPartitions()).isEqualTo(1);
    assertThat(topics.get(Topics.REPORTS).numPartitions()).isEqualTo(1);
  }

  @Test
  void stateIsCompactedAndTheRestIsKeptForEver() {
    assertThat(TopicLayout.configs(Topics.EXPERIMENTS)).containsEntry("cleanup.policy", "compact");
    assertThat(TopicLayout.configs(Topics.MODELS)).containsEntry("cleanup.policy", "compact");
    assertThat(TopicLayout.configs(Topics.PROGRESS))
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "-1")
        .containsEntry("retention.bytes", "-1");
  }

  @Test
  void aModelFits() {
    assertThat(TopicLayout.configs(Topics.MODELS))
        .containsEntry("max.message.bytes", "16777216")
        .containsEntry("message.timestamp.type", "LogAppendTime");
  }

  @Test
  void noPartitionsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TopicLayout.topics(0, (short) 1))
        .withMessageContaining("expected 1 or more");
  }
}
