package org.descent.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.descent.standalone.files.DirectoryInUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EmbeddedBrokerIT {
  @TempDir Path directory;

  /** Kafka takes what is behind a comma for another directory. */
  @Test
  void recordsSurviveARestartOnTheSameDirectoryWhateverItIsCalled() throws Exception {
    directory = directory.resolve("a, b");
    try (var broker = EmbeddedBroker.start(directory)) {
      try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
        admin
            .createTopics(List.of(new NewTopic("numbers", Optional.of(1), Optional.empty())))
            .all()
            .get();
      }
      send(broker, "one");
    }
    try (var broker = EmbeddedBroker.start(directory)) {
      send(broker, "two");
      assertThat(values(broker, 2)).containsExactly("one", "two");
    }
    assertThat(directory.resolve("kafka/numbers-0")).isDirectory();
  }

  @Test
  void aSecondBrokerInTheSameDirectoryIsRefused() throws Exception {
    try (var broker = EmbeddedBroker.start(directory)) {
      assertThat(broker.bootstrap()).startsWith("127.0.0.1:");
      assertThatThrownBy(() -> EmbeddedBroker.start(directory))
          .isInstanceOf(DirectoryInUse.class)
          .hasMessageEndingWith("is in use by another run");
    }
  }

  private static void send(EmbeddedBroker broker, String value) throws Exception {
    var config = Map.<String, Object>of("bootstrap.servers", broker.bootstrap());
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("numbers", value)).get();
    }
  }

  private static List<String> values(EmbeddedBroker broker, int count) {
    var config = Map.<String, Object>of("bootstrap.servers", broker.bootstrap());
    var values = new java.util.ArrayList<String>();
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      var partition = new TopicPartition("numbers", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (values.size() < count) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }
}
