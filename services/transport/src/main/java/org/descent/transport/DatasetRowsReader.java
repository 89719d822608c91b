package org.descent.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
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
    var assembly = new Assembly(dataset, counts);
    log.scan(dataset.rows(), dataset.rows().lastOffset(), assembly::wantsMoreAfter);
    return assembly.examples();
  }

  @Override
  public void close() {
    log.close();
  }

  /** Rows becoming examples in place, chunk by chunk: the bytes are not kept beside the numbers. */
  private static final class Assembly {
    private final DatasetPrepared dataset;
    private final List<Examples> parts;
    private final int width;
    private final int rowWidth;
    private final MessageDigest digest = Ids.sha256Digest();

    /** Chunks that came before their turn. */
    private final Map<Integer, byte[]> early = new HashMap<>();

    private int next;
    private long bytes;
    private int part;
    private int row;
    private int column;

    Assembly(DatasetPrepared dataset, List<Integer> counts) {
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
      width = dataset.shape().stream().reduce(1, Math::multiplyExact);
      rowWidth = Math.addExact(width, dataset.targets().size());
      parts = counts.stream().map(this::room).toList();
    }

    private Examples room(int count) {
      return new Examples(
          dataset.shape(),
          new float[Math.multiplyExact(count, width)],
          dataset.targets().stream()
              .map(name -> new Examples.Target(name, new float[count], classes(name)))
              .toList());
    }

    private List<String> classes(String target) {
      return dataset.classes().getOrDefault(target, List.of());
    }

    /** Other keys may stand in between, and a chunk may stand there twice. */
    boolean wantsMoreAfter(ConsumerRecord<String, byte[]> record) {
      if (dataset.dataset().equals(record.key())) {
        var chunk = DatasetRows.Chunk.of(record);
        if (chunk.total() != dataset.chunks()) {
          throw new UnreadableRecord(
              "dataset "
                  + dataset.dataset()
                  + ": a record says "
                  + chunk.total()
                  + " chunks, the event "
                  + dataset.chunks());
        }
        if (chunk.index() >= next) {
          early.putIfAbsent(chunk.index(), chunk.content());
        }
        while (early.containsKey(next)) {
          take(early.remove(next));
          next++;
        }
      }
      return next < dataset.chunks();
    }

    private void take(byte[] content) {
      digest.update(content);
      bytes += content.length;
      if (bytes > expectedBytes()) {
        return; // which is said at the end
      }
      var numbers = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      while (numbers.hasRemaining()) {
        var examples = parts.get(part);
        if (column < width) {
          int count = Math.min(width - column, numbers.remaining());
          numbers.get(examples.features(), row * width + column, count);
          column += count;
        } else {
          examples.targets().get(column - width).values()[row] = numbers.get();
          column++;
        }
        if (column == rowWidth) {
          column = 0;
          row++;
        }
        if (row == examples.count()) {
          row = 0;
          part++;
        }
      }
    }

    List<Examples> examples() {
      if (next < dataset.chunks()) {
        throw new UnreadableRecord(
            "dataset "
                + dataset.dataset()
                + ": "
                + (next + early.size())
                + " of "
                + dataset.chunks()
                + " chunks at "
                + dataset.rows());
      }
      if (bytes != expectedBytes()) {
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
      return parts;
    }

    private long expectedBytes() {
      return 4L * rowWidth * dataset.count();
    }
  }
}
