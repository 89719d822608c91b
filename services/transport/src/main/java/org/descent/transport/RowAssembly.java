package org.descent.transport;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.descent.contracts.Ids;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;

/**
 * Rows as they stood before there were columns: each its features, row-major, and then its targets,
 * float32 little-endian, cut into chunks wherever that falls.
 */
final class RowAssembly extends DatasetAssembly {
  private final DatasetPrepared dataset;
  private final int width;
  private final int rowWidth;
  private final MessageDigest digest = Ids.sha256Digest();
  private Examples examples;
  private int row;
  private int column;

  RowAssembly(DatasetPrepared dataset, List<Integer> counts, Consumer<Examples> parts) {
    super(dataset, counts, parts);
    this.dataset = dataset;
    width = width();
    rowWidth = Math.addExact(width, dataset.targets().size());
    examples = room();
  }

  private Examples room() {
    int count = partCount();
    return count == 0
        ? null
        : new Examples(
            dataset.shape(),
            new float[Math.multiplyExact(count, width)],
            dataset.targets().stream()
                .map(name -> new Examples.Target(name, new float[count], classes(name)))
                .toList());
  }

  @Override
  void take(byte[] content) {
    digest.update(content);
    var numbers = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    while (numbers.hasRemaining()) {
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
        part(examples);
        examples = room();
      }
    }
  }

  @Override
  String expected() {
    return dataset.count() + " rows of " + rowWidth + " numbers";
  }

  @Override
  String objection() {
    var sha256 = HexFormat.of().formatHex(digest.digest());
    return sha256.equals(dataset.sha256()) ? "" : "sha256 " + sha256 + ", not " + dataset.sha256();
  }
}
