package org.descent.experiment.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.descent.contracts.InvalidSpec;

/**
 * How one number stands in a NumPy file.
 *
 * @param kind {@code b} boolean, {@code i} signed, {@code u} unsigned, {@code f} floating point
 * @param bytes of one number
 */
record NpyType(ByteOrder order, char kind, int bytes) {
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
        descr,
        code.matches("[fbiu][0-9]+") ? "; save array.astype('float32')" : "");
    var order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyType(order, code.charAt(0), code.charAt(1) - '0');
  }

  /** The next {@code count} numbers of {@code buffer}, rounded to float32. */
  float[] values(ByteBuffer buffer, int count) {
    var data = buffer.slice().order(order);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = value(data);
    }
    return values;
  }

  /** The number at {@code index} of {@code buffer}, before it is rounded. */
  double exact(ByteBuffer buffer, int index) {
    var data = buffer.slice().order(order);
    if (kind == 'f' && bytes == 8) {
      return data.getDouble(8 * index);
    }
    data.position(bytes * index);
    return value(data);
  }

  private float value(ByteBuffer data) {
    if (kind == 'f') {
      return bytes == 2
          ? half(data.getShort())
          : bytes == 4 ? data.getFloat() : (float) data.getDouble();
    }
    long signed =
        switch (bytes) {
          case 1 -> data.get();
          case 2 -> data.getShort();
          case 4 -> data.getInt();
          default -> data.getLong();
        };
    if (kind == 'b') {
      return signed == 0 ? 0 : 1;
    }
    if (kind == 'i' || signed >= 0) {
      return signed;
    }
    return bytes == 8 ? (float) (signed + 0x1p64) : signed + (1L << 8 * bytes);
  }

  /** The value of a binary16 (IEEE 754): 1 bit of sign, 5 of exponent, 10 of fraction. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float size =
        exponent == 0x1f
            ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
            : exponent == 0
                ? Math.scalb((float) fraction, -24)
                : Math.scalb((float) (fraction + 0x400), exponent - 25);
    return bits < 0 ? -size : size;
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
