package org.descent.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.descent.contracts.Topics;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of which it is hard to tell where they end; control finds out. */
@Tag("thorough")
class LogEndIT {
  private static final Path SWEEP = Path.of("src/test/resources/experiments/learning-rates.yaml");
  private static final Path SERVICES = Path.of(System.getProperty("services", ".."));

  @TempDir Path directory;

  @Test
  void theEndMayHaveNoRecord() throws Exception {
    atStart(
        bootstrap -> {
          for (var topic : List.of(Topics.EXPERIMENTS, Topics.PROGRESS, Topics.REPORTS)) {
            endWithoutARecord(bootstrap, topic);
          }
        });
  }

  @Test
  void theBrokersGroupsMayBeInTrouble() throws Exception {
    atStart(LogEndIT::breakGroups);
  }

  /** What happens to a log before control reads it again. */
  private void atStart(Consumer<String> happens) throws IOException {
    var logs = Files.createDirectories(Path.of("target", "journeys").toAbsolutePath());
    try (var brokers = Brokers.of(1, directory, logs, Wrapping.NONE)) {
      brokers.start();
      String id;
      try (var control = control(brokers, logs)) { // it makes the topics
        control.awaitReady();
        said(control, "planning");
        id = submit(control, "before");
      }
      happens.accept(brokers.bootstrap());
      brokers.any(new Random(0)).kill();
      brokers.start();
      try (var control = control(brokers, logs)) {
        control.awaitReady();
        said(control, "the log is replayed");
        assertThat(new Control(control).status(id).path("state").asText()).isEqualTo("submitted");
        submit(control, "after");
      }
    }
  }

  private static String submit(ServiceProcess control, String name) {
    return new Control(control).submit(Control.read(SWEEP, "seeds=1", "name=" + name).get(0));
  }

  private static void said(ServiceProcess control, String words) {
    Eventually.holds(control::logged, () -> control.logged().contains(words));
  }

  private static ServiceProcess control(Brokers brokers, Path logs) {
    return ServiceProcess.start(
        SERVICES, "control", brokers.bootstrap(), logs, Map.of(), List.of(), Wrapping.NONE);
  }

  /** The mark that ends a transaction takes an offset. */
  private static void endWithoutARecord(String bootstrap, String topic) {
    var config = Map.<String, Object>of("transactional.id", "t", "bootstrap.servers", bootstrap);
    try (var producer = producer(config)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, "k".getBytes(), "{poison".getBytes()));
      producer.commitTransaction();
    }
  }

  /** What the broker knows of groups begins with what it cannot read. */
  private static void breakGroups(String bootstrap) {
    var config =
        Map.<String, Object>of("client.id", "__admin_client", "bootstrap.servers", bootstrap);
    try (var producer = producer(config)) {
      var topic = "__consumer_offsets";
      for (var partition : producer.partitionsFor(topic)) {
        byte[] committed = {0, 0, 127}; // the version of an offset's key, and not the rest of it
        producer
            .send(new ProducerRecord<>(topic, partition.partition(), committed, committed))
            .get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> config) {
    return new KafkaProducer<>(
        new HashMap<>(config), new ByteArraySerializer(), new ByteArraySerializer());
  }
}
