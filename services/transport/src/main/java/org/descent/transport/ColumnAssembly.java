package org.descent.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.descent.contracts.data.Examples;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.event.DatasetPrepared;

/**
 * Columns as {@link DatasetRows} writes them. Those of the targets stand first, so that examples
 * are whole as soon as their features have come.
 */
final class ColumnAssembly extends DatasetAssembly {
  private final DatasetPrepared dataset;
  private final CRC32C crc = new CRC32C();

  /** Of those columns that have come, [rows] each. */
  private final List<float[]> targets = new ArrayList<>();

  /** Where the next byte stands in its column. */
  private long place;

  /** Room for the current column if it is a target's, else for the current part of the features. */
  private byte[] bytes = {};

  /** The same for features in float32. */
  private float[] floats = {};

  /** Number of bytes in it. */
  private long filled;

  ColumnAssembly(DatasetPrepared dataset, List<Integer> counts, Consumer<Examples> parts) {
    super(dataset, counts, parts);
    this.dataset = dataset;
    int columns = dataset.targets().size() + 1;
    if (dataset.columns().size() != columns) {
      throw new UnreadableRecord(
          this + ": columns " + dataset.columns() + ", expected " + columns + " of them");
    }
    makeRoom();
  }

  /** Type of the current column. */
  private NumberType type() {
    return dataset.columns().get(targets.size());
  }

  private boolean atFeatures() {
    return targets.size() == dataset.targets().size();
  }

  private void makeRoom() {
    int numbers = atFeatures() ? Math.multiplyExact(partCount(), width()) : dataset.count();
    boolean wide = atFeatures() && type() == NumberType.F32;
    floats = new float[wide ? numbers : 0];
    bytes = new byte[wide ? 0 : Math.multiplyExact(numbers, type().bytes())];
    filled = 0;
  }

  /** Bytes that there is room for. */
  private long room() {
    return bytes.length + 4L * floats.length;
  }

  @Override
  void take(byte[] content) {
    crc.update(content);
    for (int at = 0; at < content.length; ) {
      long size = bytes(dataset, targets.size());
      boolean padding = place >= size;
      long left = padding ? DatasetRows.padded(size) - place : room() - filled;
      int count = (int) Math.min(left, content.length - at);
      if (!padding) {
        put(content, at, count);
      }
      place += count;
      at += count;
      advance();
    }
  }

  private void put(byte[] content, int at, int count) {
    if (floats.length > 0) { // no number is cut by a chunk's end
      ByteBuffer.wrap(content, at, count)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(floats, (int) (filled / 4), count / 4);
    } else {
      System.arraycopy(content, at, bytes, (int) filled, count);
    }
    filled += count;
  }

  /** Goes on where a column or a part of it is full. */
  private void advance() {
    if (atFeatures()) {
      if (filled == room() && partCount() > 0) {
        part(new Examples(dataset.shape(), features(), targets()));
        makeRoom();
      }
    } else if (place == DatasetRows.padded(bytes(dataset, targets.size()))) {
      targets.add(Features.of(type(), bytes, List.of()).floats());
      place = 0;
      makeRoom();
    }
  }

  private Features features() {
    return floats.length > 0 ? Features.of(floats) : Features.of(type(), bytes, dataset.rescaled());
  }

  /** Of the current part. */
  private List<Examples.Target> targets() {
    int from = firstRow();
    int to = from + partCount();
    return IntStream.range(0, targets.size())
        .mapToObj(
            i -> {
              var name = dataset.targets().get(i);
              return new Examples.Target(
                  name, Arrays.copyOfRange(targets.get(i), from, to), classes(name));
            })
        .toList();
  }

  @Override
  String expected() {
    return expectedBytes() + " of " + dataset.count() + " rows in columns " + dataset.columns();
  }

  @Override
  String objection() {
    var found = DatasetRows.hex(crc);
    return found.equals(dataset.checksum())
        ? ""
        : "crc32c " + found + ", not " + dataset.checksum();
  }
}
