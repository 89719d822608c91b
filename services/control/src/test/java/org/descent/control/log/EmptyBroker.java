package org.descent.control.log;

import io.quarkus.test.Mock;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.descent.control.ControlConfig;
import org.descent.control.log.Replay.Range;

/** A broker that answers and whose log is empty. */
@Mock
@Singleton
class EmptyBroker extends Broker {
  EmptyBroker(ControlConfig config) {
    super(Map.of(), config);
  }

  @Override
  void createTopics() {}

  @Override
  public Map<TopicPartition, Range> log(Collection<String> topics) {
    return Map.of();
  }

  @Override
  public Map<String, Map<TopicPartition, Long>> committed(Collection<String> groups) {
    return Map.of();
  }

  @Override
  public Map<String, Integer> members(Collection<String> groups) {
    return Map.of();
  }

  @Override
  public List<Member> members(String group, String topic) {
    return List.of();
  }

  @Override
  void ping() {}
}
