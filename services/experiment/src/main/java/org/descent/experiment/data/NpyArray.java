package org.descent.experiment.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Quoted;
import org.descent.contracts.data.Features;

/**
 * A numeric array from a NumPy {@code .npy} file, format versions 1.0 to 3.0 (NumPy Enhancement
 * Proposal 1 and numpy.lib.format): C or Fortran order, little- or big-endian, booleans, integers
 * of 8 to 64 bits, float16, float32 and float64.
 *
 * @param name where it stands, for messages
 * @param shape without empty axes
 * @param held the numbers, row-major (C order), all finite
 */
record NpyArray(String name, List<Integer> shape, Features held) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCRIPTION =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
  private static final Pattern FORTRAN =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s]*)\\)");

  /**
   * Reads {@code file}.
   *
   * @throws InvalidSpec in one line that names the file
   */
  static NpyArray read(Path file) {
    if (NpzArchive.begins(file)) {
      try (var archive = NpzArchive.open(file)) {
        return archive.only();
      }
    }
    return parse(file.toString(), DataDirectory.bytes(file));
  }

  static NpyArray parse(String name, byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    var header = header(name, buffer);
    var type = NpyType.of(name, dtype(name, header));
    boolean fortran = find(name, FORTRAN, header, "fortran_order").equals("True");
    var shape = shape(name, find(name, SHAPE, header, "shape"));
    long count = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    InvalidSpec.unless(count > 0, "%s: the array is empty, its shape is %s", name, shape);
    InvalidSpec.unless(
        buffer.remaining() == count * type.bytes(),
        "%s: shape %s of %s needs %s bytes of data, the file has %s",
        name,
        shape,
        type,
        count * type.bytes(),
        buffer.remaining());
    var values = type.values(buffer, (int) count);
    requireFinite(name, values, new Layout(shape, fortran), i -> type.exact(buffer, i));
    return new NpyArray(name, shape, fortran ? values.at(rowMajor(shape, (int) count), 1) : values);
  }

  /** All of them in float32. */
  float[] values() {
    return held.floats();
  }

  private static String header(String name, ByteBuffer buffer) {
    InvalidSpec.unless(
        buffer.remaining() >= 10
            && Arrays.equals(Arrays.copyOf(buffer.array(), MAGIC.length), MAGIC),
        "%s: not a NumPy file (it does not start with \\x93NUMPY)%s",
        name,
        FileKind.hint(buffer.array()));
    int major = buffer.get(6);
    InvalidSpec.unless(
        major >= 1 && major <= 3, "%s: NumPy format %s, expected 1, 2 or 3", name, major);
    buffer.position(8);
    InvalidSpec.unless(major == 1 || buffer.remaining() >= 4, "%s: cut off in its header", name);
    long length = major == 1 ? Short.toUnsignedInt(buffer.getShort()) : buffer.getInt();
    InvalidSpec.unless(
        length >= 0 && length <= buffer.remaining(), "%s: cut off in its header", name);
    var text = new byte[(int) length];
    buffer.get(text);
    return new String(text, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  private static String dtype(String name, String header) {
    var matcher = DESCRIPTION.matcher(header);
    InvalidSpec.unless(
        matcher.find() || !header.matches("(?s).*['\"]descr['\"]\\s*:\\s*\\[.*"),
        "%s: a structured dtype, expected plain numbers",
        name);
    return find(name, DESCRIPTION, header, "descr");
  }

  private static String find(String name, Pattern pattern, String header, String key) {
    var matcher = pattern.matcher(header);
    InvalidSpec.unless(matcher.find(), "%s: its header has no readable %s", name, key);
    return matcher.group(1);
  }

  private static List<Integer> shape(String name, String text) {
    try {
      var shape =
          Stream.of(text.split(","))
              .map(s -> s.replace("L", "").strip())
              .filter(s -> !s.isEmpty())
              .map(Integer::valueOf)
              .toList();
      shape.stream().mapToLong(Integer::longValue).reduce(8, Math::multiplyExact);
      return shape;
    } catch (NumberFormatException | ArithmeticException e) {
      throw new InvalidSpec(
          name + ": shape (" + Quoted.of(text, "in its header") + ") is too large");
    }
  }

  /** How elements stand in the file. */
  private record Layout(List<Integer> shape, boolean fortran) {
    /** Where the element at {@code index} stands: its example and its feature, from 1. */
    String place(int index) {
      var at = new int[shape.size()];
      int rest = index;
      for (int i = 0; i < at.length; i++) {
        int axis = fortran ? i : at.length - 1 - i; // the one that runs fastest comes first
        at[axis] = rest % shape.get(axis);
        rest /= shape.get(axis);
      }
      var feature = Arrays.stream(at).skip(1).mapToObj(i -> String.valueOf(i + 1)).toList();
      return RowPlace.example(at.length == 0 ? 0 : at[0])
          + (feature.isEmpty() ? "" : ", feature ")
          + (feature.size() == 1 ? feature.get(0) : feature.isEmpty() ? "" : feature.toString());
    }
  }

  private static void requireFinite(
      String name, Features values, Layout layout, IntToDoubleFunction exact) {
    int i = values.firstInfinite();
    if (i >= 0) {
      double value = exact.applyAsDouble(i);
      throw new InvalidSpec(
          name
              + ", "
              + layout.place(i)
              + ": "
              + InvalidSpec.written(value)
              + (Double.isFinite(value)
                  ? ", expected at most 3.4e38 (training computes in float32)"
                  : ", expected finite numbers"));
    }
  }

  /** For each place in row-major order the one in column-major order. */
  private static int[] rowMajor(List<Integer> shape, int count) {
    var ordered = new int[count];
    var index = new int[shape.size()]; // the first axis runs fastest
    for (int i = 0; i < count; i++) {
      int position = 0;
      for (int axis = 0; axis < index.length; axis++) {
        position = position * shape.get(axis) + index[axis];
      }
      ordered[position] = i;
      for (int axis = 0; axis < index.length && ++index[axis] == shape.get(axis); axis++) {
        index[axis] = 0;
      }
    }
    return ordered;
  }
}
