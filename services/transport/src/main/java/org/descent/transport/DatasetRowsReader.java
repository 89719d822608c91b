package org.descent.transport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;

/**
 * Reads datasets from where {@link DatasetPrepared} says that they stand, and proves them by their
 * SHA-256 or checksum. It keeps its consumer for the next reading; one thread at a time.
 */
public class DatasetRowsReader implements AutoCloseable {
  private static final int BLOCK = 1000;

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
   * A few examples of {@code dataset}, of which no more than a block is held beside them.
   *
   * @param rows from 0, at least one, in any order
   */
  public Examples at(DatasetPrepared dataset, int[] rows) {
    int[] wanted = Arrays.stream(rows).sorted().distinct().toArray();
    var found = new ArrayList<Examples>();
    var passed = new AtomicInteger();
    read(
        dataset,
        blocks(dataset.count()),
        block -> {
          int from = passed.getAndAdd(block.count());
          int[] here =
              Arrays.stream(wanted)
                  .map(row -> row - from)
                  .filter(row -> row >= 0 && row < block.count())
                  .toArray();
          if (here.length > 0) {
            found.add(block.at(here));
          }
        });
    var all = Examples.of(found);
    return all.at(Arrays.stream(rows).map(row -> Arrays.binarySearch(wanted, row)).toArray());
  }

  /** So many rows, cut into blocks. */
  private static List<Integer> blocks(int count) {
    var blocks = new ArrayList<Integer>();
    for (int from = 0; from < count; from += BLOCK) {
      blocks.add(Math.min(BLOCK, count - from));
    }
    return blocks;
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
