package org.descent.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.Ids;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;

/**
 * Reads datasets from where {@link DatasetPrepared} says that they stand, and proves them by their
 * SHA-256. It keeps its consumer for the next reading; one thread at a time.
 */
public final class DatasetRowsReader implements AutoCloseable {
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
    var assembly = new Assembly(dataset);
    log.scan(dataset.rows(), dataset.rows().lastOffset(), assembly::wantsMoreAfter);
    return assembly.examples();
  }

  @Override
  public void close() {
    log.close();
  }

  /** Rows becoming examples, chunk by chunk. */
  private static final class Assembly {
    private final DatasetPrepared dataset;
    private final byte[][] chunks;
    private int found;

    Assembly(DatasetPrepared dataset) {
      this.dataset = dataset;
      if (dataset.count() < 1 || dataset.chunks() < 1) {
        throw new UnreadableRecord(
            "dataset "
                + dataset.dataset()
                + ": "
                + dataset.count()
                + " rows in "
                + dataset.chunks()
                + " chunks, expected 1 or more");
      }
      chunks = new byte[dataset.chunks()][];
    }

    /** Other keys may stand in between, and a chunk may stand there twice. */
    boolean wantsMoreAfter(ConsumerRecord<String, byte[]> record) {
      if (dataset.dataset().equals(record.key())) {
        var chunk = DatasetRows.Chunk.of(record);
        if (chunk.total() != chunks.length) {
          throw new UnreadableRecord(
              "dataset "
                  + dataset.dataset()
                  + ": a record says "
                  + chunk.total()
                  + " chunks, the event "
                  + chunks.length);
        }
        if (chunks[chunk.index()] == null) {
          chunks[chunk.index()] = chunk.content();
          found++;
        }
      }
      return found < chunks.length;
    }

    Examples examples() {
      if (found < chunks.length) {
        throw new UnreadableRecord(
            "dataset "
                + dataset.dataset()
                + ": "
                + found
                + " of "
                + chunks.length
                + " chunks at "
                + dataset.rows());
      }
      requireContent();
      int count = dataset.count();
      int width = dataset.shape().stream().reduce(1, Math::multiplyExact);
      var features = new float[Math.multiplyExact(count, width)];
      var targets = new ArrayList<Examples.Target>();
      dataset.targets().forEach(name -> targets.add(new Examples.Target(name, new float[count])));
      int rowWidth = width + targets.size();
      int row = 0;
      int column = 0;
      for (var chunk : chunks) {
        var numbers = ByteBuffer.wrap(chunk).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        while (numbers.hasRemaining()) {
          float number = numbers.get();
          if (column < width) {
            features[row * width + column] = number;
          } else {
            targets.get(column - width).values()[row] = number;
          }
          if (++column == rowWidth) {
            column = 0;
            row++;
          }
        }
      }
      return new Examples(dataset.shape(), features, targets);
    }

    private void requireContent() {
      var digest = Ids.sha256Digest();
      long bytes = 0;
      for (var chunk : chunks) {
        digest.update(chunk);
        bytes += chunk.length;
      }
      long rowWidth =
          dataset.shape().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact)
              + dataset.targets().size();
      if (bytes != 4 * rowWidth * dataset.count()) {
        throw new UnreadableRecord(
            "dataset "
                + dataset.dataset()
                + ": "
                + bytes
                + " bytes, expected "
                + dataset.count()
                + " rows of "
                + rowWidth
                + " numbers");
      }
      var sha256 = HexFormat.of().formatHex(digest.digest());
      if (!sha256.equals(dataset.sha256())) {
        throw new UnreadableRecord(
            "dataset " + dataset.dataset() + ": sha256 " + sha256 + ", not " + dataset.sha256());
      }
    }
  }
}
