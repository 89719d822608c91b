package org.descent.experiment.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Quoted;
import org.descent.contracts.data.Features;
import org.descent.contracts.data.NumberType;

/**
 * How one number stands in a NumPy file.
 *
 * @param kind {@code b} boolean, {@code i} signed, {@code u} unsigned, {@code f} floating point
 * @param bytes of one number
 */
record NpyType(ByteOrder order, char kind, int bytes) {
  /** What numbers of at most two bytes are held as. */
  private static final Map<String, NumberType> HELD =
      Map.of(
          "u1",
          NumberType.U8,
          "i1",
          NumberType.I8,
          "u2",
          NumberType.U16,
          "i2",
          NumberType.I16,
          "f2",
          NumberType.F16);

  private static final Set<String> KNOWN =
      Set.of("b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8");

  /** The type that {@code descr} names, for example {@code <f8}. */
  static NpyType of(String name, String descr) {
    boolean marked = !descr.isEmpty() && "<>|=".indexOf(descr.charAt(0)) >= 0;
    var code = marked ? descr.substring(1) : descr;
    InvalidSpec.unless(
        KNOWN.contains(code),
        "%s: dtype %s, expected bool, an integer of 8 to 64 bits, float16, float32 or float64%s",
        name,
        Quoted.of(descr, "in its header"),
        code.matches("[fbiu][0-9]+") ? "; save array.astype('float32')" : "");
    var order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyType(order, code.charAt(0), code.charAt(1) - '0');
  }

  /** The next {@code count} numbers of {@code buffer}: as they are, or rounded to float32. */
  Features values(ByteBuffer buffer, int count) {
    var data = buffer.slice().order(order);
    var held = HELD.get(kind == 'b' ? "u1" : "" + kind + bytes);
    if (held != null) {
      return Features.of(held, littleEndian(data, count), List.of());
    }
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = value(data);
    }
    return Features.of(values);
  }

  private byte[] littleEndian(ByteBuffer data, int count) {
    var numbers = new byte[count * bytes];
    data.get(numbers);
    for (int i = 0; i < numbers.length; i++) {
      if (kind == 'b') {
        numbers[i] = (byte) (numbers[i] == 0 ? 0 : 1);
      } else if (bytes == 2 && order == ByteOrder.BIG_ENDIAN && i % 2 == 1) {
        byte high = numbers[i - 1];
        numbers[i - 1] = numbers[i];
        numbers[i] = high;
      }
    }
    return numbers;
  }

  /** The number at {@code index} of {@code buffer}, before it is rounded. */
  double exact(ByteBuffer buffer, int index) {
    var data = buffer.slice().order(order);
    if (kind == 'f' && bytes == 8) {
      return data.getDouble(8 * index);
    }
    data.position(bytes * index);
    return values(data, 1).get(0);
  }

  /** Of one of 4 bytes or more. */
  private float value(ByteBuffer data) {
    if (kind == 'f') {
      return bytes == 4 ? data.getFloat() : (float) data.getDouble();
    }
    long signed = bytes == 4 ? data.getInt() : data.getLong();
    if (kind == 'i' || signed >= 0) {
      return signed;
    }
    return bytes == 8 ? (float) (signed + 0x1p64) : signed + (1L << 8 * bytes);
  }

  @Override
  public String toString() {
    var word =
        switch (kind) {
          case 'b' -> "bool";
          case 'i' -> "int";
          case 'u' -> "uint";
          default -> "float";
        };
    return kind == 'b' ? word : word + 8 * bytes;
  }
}
