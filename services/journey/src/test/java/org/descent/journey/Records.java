package org.descent.journey;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.descent.contracts.event.Location;

/** Reads and writes topics as an outsider. */
record Records(String bootstrap) {
  /** Every record of {@code topic} from its beginning to its present end. */
  List<ConsumerRecord<String, byte[]>> all(String topic) {
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrap, "fetch.max.bytes", 64 << 20);
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(topic, p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  /**
   * Writes {@code records} and waits for the broker's word that it has them.
   *
   * @return where they stand
   */
  List<Location> send(List<ProducerRecord<String, byte[]>> records) {
    return send(records, Map.of());
  }

  /** Writes {@code record}, unless the broker is away for long, and says where it stands. */
  Location send(ProducerRecord<String, byte[]> record) {
    var impatient =
        Map.<String, Object>of(
            "max.block.ms", 5_000, "request.timeout.ms", 5_000, "delivery.timeout.ms", 10_000);
    return send(List.of(record), impatient).get(0);
  }

  private List<Location> send(
      List<ProducerRecord<String, byte[]>> records, Map<String, Object> more) {
    var config = new HashMap<String, Object>(more);
    config.putAll(Map.of("bootstrap.servers", bootstrap, "acks", "all"));
    config.put("max.request.size", 16 << 20);
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      var places = new ArrayList<Location>();
      for (var record : records) {
        var place = producer.send(record).get();
        places.add(Location.of(place.topic(), place.partition(), place.offset()));
      }
      return places;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * {@code record} as it would be delivered a second time: the same partition, key, value and
   * headers.
   */
  static ProducerRecord<String, byte[]> again(ConsumerRecord<String, byte[]> record) {
    return new ProducerRecord<>(
        record.topic(), record.partition(), record.key(), record.value(), record.headers());
  }

  /** Whether {@code group} has committed everything that is in {@code topic}. */
  boolean workedOff(String group, String topic) {
    try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
      var asked = new HashMap<TopicPartition, OffsetSpec>();
      admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
          .map(p -> new TopicPartition(topic, p.partition()))
          .forEach(p -> asked.put(p, OffsetSpec.latest()));
      var ends = admin.listOffsets(asked).all().get();
      var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return ends.entrySet().stream()
          .filter(end -> end.getValue().offset() > 0)
          .allMatch(
              end -> {
                var offset = committed.get(end.getKey());
                return offset != null && offset.offset() >= end.getValue().offset();
              });
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text of a header, or {@code ""}. */
  static String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
