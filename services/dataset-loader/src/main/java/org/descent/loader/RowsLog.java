package org.descent.loader;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.descent.contracts.Topics;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.descent.transport.DatasetRows;
import org.descent.transport.Events;
import org.descent.transport.LogReplay;
import org.descent.transport.UnreadableRecord;

/** Writes rows into the log, and knows which datasets already stand there. */
@ApplicationScoped
class RowsLog {
  private final Map<String, Object> kafka;
  private Producer<String, byte[]> producer;
  private Map<String, DatasetPrepared> known;

  RowsLog(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /** An event that tells how and where rows of this content already stand. */
  Optional<DatasetPrepared> find(DatasetRows rows) {
    return Optional.ofNullable(known().get(rows.sha256()));
  }

  /** Lets those rows be found that {@code written} tells of. */
  void remember(DatasetPrepared written) {
    known().put(written.sha256(), written);
  }

  /**
   * Writes {@code rows} and returns when the broker has them all.
   *
   * @throws KafkaException if it does not take them
   */
  Location write(DatasetRows rows) {
    var acknowledgements = new ArrayList<Future<RecordMetadata>>();
    for (int i = 0; i < rows.chunks(); i++) {
      acknowledgements.add(producer().send(rows.chunk(i)));
    }
    producer().flush();
    return place(acknowledgements);
  }

  @PreDestroy
  void close() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
  }

  /** One key, so one partition; other datasets' chunks may stand in between. */
  private static Location place(Iterable<Future<RecordMetadata>> acknowledgements) {
    int partition = -1;
    long first = Long.MAX_VALUE;
    long last = -1;
    try {
      for (var acknowledgement : acknowledgements) {
        var metadata = acknowledgement.get();
        partition = metadata.partition();
        first = Math.min(first, metadata.offset());
        last = Math.max(last, metadata.offset());
      }
    } catch (ExecutionException e) {
      throw new KafkaException("the broker did not take the rows: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while writing rows", e);
    }
    return new Location(Topics.DATASET_ROWS, partition, first, last);
  }

  Producer<String, byte[]> producer() {
    if (producer == null) {
      producer =
          new KafkaProducer<>(settings(kafka), new StringSerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  /** Those of the producer of rows, on a cluster that is reached by {@code kafka}. */
  static Map<String, Object> settings(Map<String, Object> kafka) {
    var settings = new HashMap<>(kafka);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "descent-dataset-loader-rows");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return settings;
  }

  Map<String, DatasetPrepared> known() {
    if (known == null) {
      var replayed = new HashMap<String, DatasetPrepared>();
      LogReplay.of(kafka, Topics.DATASETS, record -> remember(record.value(), replayed));
      known = replayed;
    }
    return known;
  }

  /** Whoever follows the topic itself tells of records that are unreadable. */
  private static void remember(byte[] value, Map<String, DatasetPrepared> into) {
    try {
      if (Events.decode(value) instanceof DatasetPrepared dataset) {
        into.put(dataset.sha256(), dataset);
        dataset.folds().forEach(fold -> into.put(fold.sha256(), fold));
      }
    } catch (UnreadableRecord e) {
      return;
    }
  }
}
