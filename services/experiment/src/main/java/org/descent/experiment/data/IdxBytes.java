package org.descent.experiment.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;
import org.descent.contracts.data.Rescaling;

/**
 * An array of unsigned bytes from an idx file, plain or gzip (told apart by their first bytes): 0,
 * 0, 0x08, number of axes, each axis as a big-endian int32, then the bytes, row-major (LeCun,
 * Cortes &amp; Burges, the MNIST database).
 */
record IdxBytes(List<Integer> shape, byte[] values) {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final Map<Integer, String> TYPES =
      Map.of(0x09, "int8", 0x0b, "int16", 0x0c, "int32", 0x0d, "float32", 0x0e, "float64");

  static IdxBytes read(Path file) {
    try (var data = new DataInputStream(Unpacked.open(file))) {
      return parse(file, data);
    } catch (IOException e) {
      throw Unpacked.objection(file, e);
    }
  }

  /** The values, as {@code rescaled} makes features of them. */
  Features features(Rescaling... rescaled) {
    return Features.of(NumberType.U8, values, List.of(rescaled));
  }

  private static IdxBytes parse(Path file, DataInputStream data) throws IOException {
    int magic = data.readInt();
    int axes = magic & 0xff;
    InvalidSpec.unless(
        magic >>> 16 == 0 && axes >= 1,
        "%s: not an idx file (magic %08x)%s",
        file,
        magic,
        FileKind.hint(Unpacked.head(file)));
    InvalidSpec.unless(
        (magic >>> 8) == UNSIGNED_BYTE,
        "%s: idx elements of type %02x%s, expected unsigned bytes (08)",
        file,
        magic >>> 8,
        TYPES.containsKey(magic >>> 8)
            ? " (" + TYPES.get(magic >>> 8) + ", which the data source npy reads)"
            : "");
    var shape = new ArrayList<Integer>();
    long count = 1;
    for (int axis = 0; axis < axes; axis++) {
      int size = data.readInt();
      InvalidSpec.unless(size >= 0, "%s: an axis of %s", file, size);
      shape.add(size);
      count *= size;
      DataDirectory.requireSize(file, count);
    }
    InvalidSpec.unless(count > 0, "%s: the array is empty, its shape is %s", file, shape);
    var values = data.readNBytes((int) count);
    InvalidSpec.unless(
        values.length == count,
        "%s: shape %s needs %s bytes of data, the file has %s",
        file,
        shape,
        count,
        values.length);
    InvalidSpec.unless(
        data.read() < 0, "%s: it has more data than its shape %s needs", file, shape);
    return new IdxBytes(List.copyOf(shape), values);
  }
}
