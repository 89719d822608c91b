package org.descent.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;

/**
 * Records becoming examples, chunk by chunk: their bytes are not kept beside the numbers. Examples
 * are handed on part by part.
 */
abstract class DatasetAssembly {
  private final DatasetPrepared dataset;
  private final List<Integer> counts;
  private final Consumer<Examples> parts;

  /** Chunks that came before their turn. */
  private final Map<Integer, byte[]> early = new HashMap<>();

  private int next;
  private long bytes;
  private int part;

  /** Of the current part. */
  private int firstRow;

  DatasetAssembly(DatasetPrepared dataset, List<Integer> counts, Consumer<Examples> parts) {
    this.dataset = dataset;
    this.counts = List.copyOf(counts);
    this.parts = parts;
    if (dataset.count() < 1 || dataset.chunks() < 1) {
      throw new UnreadableRecord(
          this
              + ": "
              + dataset.count()
              + " rows in "
              + dataset.chunks()
              + " chunks, expected 1 or more");
    }
  }

  /**
   * An assembly for rows as {@code dataset} says that they stand.
   *
   * @param counts of the examples of each part, each 1 or more, all of them the dataset's
   * @param parts is handed one after the other
   */
  static DatasetAssembly of(
      DatasetPrepared dataset, List<Integer> counts, Consumer<Examples> parts) {
    return dataset.columns().isEmpty()
        ? new RowAssembly(dataset, counts, parts)
        : new ColumnAssembly(dataset, counts, parts);
  }

  /** Number of bytes of the rows as they stand in the log, and are held. */
  static long bytes(DatasetPrepared dataset) {
    if (dataset.columns().isEmpty()) {
      return 4L * Math.addExact(width(dataset), dataset.targets().size()) * dataset.count();
    }
    return IntStream.range(0, dataset.columns().size())
        .mapToLong(column -> DatasetRows.padded(bytes(dataset, column)))
        .sum();
  }

  /** Number of bytes of a column without what pads it. */
  static long bytes(DatasetPrepared dataset, int column) {
    boolean features = column == dataset.targets().size();
    return (features ? (long) width(dataset) : 1L)
        * dataset.count()
        * dataset.columns().get(column).bytes();
  }

  private static int width(DatasetPrepared dataset) {
    return dataset.shape().stream().reduce(1, Math::multiplyExact);
  }

  /** Bytes that stand one after the other, at most {@link #expectedBytes} together. */
  abstract void take(byte[] content);

  /** Number of bytes of all chunks. */
  final long expectedBytes() {
    return bytes(dataset);
  }

  /** What they should be, for messages. */
  abstract String expected();

  /** What all chunks together are not, or nothing. */
  abstract String objection();

  /** Number of features of an example. */
  final int width() {
    return width(dataset);
  }

  /** Number of examples of the current part, or 0 behind the last. */
  final int partCount() {
    return part < counts.size() ? counts.get(part) : 0;
  }

  /** Number of the first row of the current part. */
  final int firstRow() {
    return firstRow;
  }

  final void part(Examples examples) {
    firstRow += examples.count();
    part++;
    parts.accept(examples);
  }

  final List<String> classes(String target) {
    return dataset.classes().getOrDefault(target, List.of());
  }

  /** Other keys may stand in between, and a chunk may stand there twice. */
  final boolean wantsMoreAfter(ConsumerRecord<String, byte[]> record) {
    if (dataset.dataset().equals(record.key())) {
      var chunk = DatasetRows.Chunk.of(record);
      if (chunk.total() != dataset.chunks()) {
        throw new UnreadableRecord(
            this + ": a record says " + chunk.total() + " chunks, the event " + dataset.chunks());
      }
      if (chunk.index() >= next) {
        early.putIfAbsent(chunk.index(), chunk.content());
      }
      while (early.containsKey(next)) {
        var content = early.remove(next++);
        bytes += content.length;
        if (bytes <= expectedBytes()) { // else it is said at the end
          take(content);
        }
      }
    }
    return next < dataset.chunks();
  }

  /**
   * Proves what was handed on.
   *
   * @throws UnreadableRecord if chunks are missing, damaged or others than promised
   */
  final void requireAll() {
    if (next < dataset.chunks()) {
      throw new UnreadableRecord(
          this
              + ": "
              + (next + early.size())
              + " of "
              + dataset.chunks()
              + " chunks at "
              + dataset.rows());
    }
    if (bytes != expectedBytes()) {
      throw new UnreadableRecord(this + ": " + bytes + " bytes, expected " + expected());
    }
    var objection = objection();
    if (!objection.isEmpty()) {
      throw new UnreadableRecord(this + ": " + objection);
    }
  }

  @Override
  public final String toString() {
    return "dataset " + dataset.dataset();
  }
}
