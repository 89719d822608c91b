package org.descent.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;

/**
 * Reads datasets from where {@link DatasetPrepared} says that they stand, and proves them by their
 * SHA-256 or checksum. It keeps its consumer for the next reading; one thread at a time.
 */
public class DatasetRowsReader implements AutoCloseable {
  private final LogReader log;

  /**
   * @param patience how long the broker may stay silent
   */
  public DatasetRowsReader(Consumer<String, byte[]> consumer, Duration patience) {
    this(new LogReader(consumer, patience));
  }

  private DatasetRowsReader(LogReader log) {
    this.log = log;
  }

  /**
   * A reader with a consumer of its own.
   *
   * @param consumerConfig at least {@code bootstrap.servers}
   */
  public static DatasetRowsReader open(Map<String, Object> consumerConfig) {
    return new DatasetRowsReader(LogReader.open(consumerConfig));
  }

  /**
   * All examples of {@code dataset}: train, validation, test, in this order.
   *
   * @throws UnreadableRecord if chunks are missing, damaged or others than promised
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  public Examples read(DatasetPrepared dataset) {
    return read(dataset, List.of(dataset.count())).get(0);
  }

  /**
   * The same, divided.
   *
   * @param counts of examples, each 1 or more; all of them together are the dataset's
   */
  List<Examples> read(DatasetPrepared dataset, List<Integer> counts) {
    var parts = new ArrayList<Examples>();
    read(dataset, counts, parts::add);
    return parts;
  }

  /**
   * The same, one part after the other: none is kept here. Only when all have been read are they
   * proved to be what was promised.
   */
  void read(
      DatasetPrepared dataset, List<Integer> counts, java.util.function.Consumer<Examples> into) {
    var assembly = DatasetAssembly.of(dataset, counts, into);
    log.scan(dataset.rows(), dataset.rows().lastOffset(), assembly::wantsMoreAfter);
    assembly.requireAll();
  }

  @Override
  public void close() {
    log.close();
  }
}
