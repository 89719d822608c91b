package org.descent.standalone.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.descent.standalone.broker.EmbeddedBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GroupsIT {
  @TempDir Path directory;

  /** The broker would wait ten seconds for a member that was killed, and so would its successor. */
  @Test
  void aMemberThatIsNoMoreLeavesItsPartitionsToTheNext() throws Exception {
    try (var broker = EmbeddedBroker.start(directory);
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
      admin
          .createTopics(List.of(new NewTopic("work", Optional.of(1), Optional.empty())))
          .all()
          .get();
      try (var silent = member(broker)) {
        while (silent.assignment().isEmpty()) {
          silent.poll(Duration.ofMillis(100));
        }
        assertThat(members(admin)).isEqualTo(1);

        Groups.forgetMembers(admin);

        assertThat(members(admin)).isZero();
      }
      Groups.forgetMembers(admin); // with nobody there
    }
  }

  private static int members(Admin admin) throws Exception {
    return admin
        .describeConsumerGroups(List.of("workers"))
        .all()
        .get()
        .get("workers")
        .members()
        .size();
  }

  private static KafkaConsumer<String, String> member(EmbeddedBroker broker) {
    var consumer =
        new KafkaConsumer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                broker.bootstrap(),
                "group.id",
                "workers",
                "group.protocol",
                "consumer"),
            new StringDeserializer(),
            new StringDeserializer());
    consumer.subscribe(List.of("work"));
    return consumer;
  }
}
