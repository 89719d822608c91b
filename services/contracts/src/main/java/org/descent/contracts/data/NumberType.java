package org.descent.contracts.data;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How one number stands in memory and on the wire, little-endian. */
public enum NumberType {
  @JsonProperty("u8")
  U8(1),
  @JsonProperty("i8")
  I8(1),
  @JsonProperty("u16")
  U16(2),
  @JsonProperty("i16")
  I16(2),
  /** IEEE 754 binary16: 1 bit of sign, 5 of exponent, 10 of fraction. */
  @JsonProperty("f16")
  F16(2),
  @JsonProperty("f32")
  F32(4);

  private final int bytes;

  NumberType(int bytes) {
    this.bytes = bytes;
  }

  /** Of one number. */
  public int bytes() {
    return bytes;
  }

  /** Number of different patterns of bits; of the types below 4 bytes alone. */
  int codes() {
    return 1 << 8 * bytes;
  }

  /** The number whose bits, read as an unsigned integer, are {@code code}. */
  float value(int code) {
    return switch (this) {
      case U8, U16 -> code;
      case I8 -> (byte) code;
      case I16 -> (short) code;
      case F16 -> half(code);
      case F32 -> Float.intBitsToFloat(code);
    };
  }

  private static float half(int bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float size =
        exponent == 0x1f
            ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
            : exponent == 0
                ? Math.scalb((float) fraction, -24)
                : Math.scalb((float) (fraction + 0x400), exponent - 25);
    return (bits & 0x8000) != 0 ? -size : size;
  }

  /** The smallest type of whole numbers that holds all of {@code values} to the bit, else F32. */
  public static NumberType of(float[] values) {
    var type = U8;
    for (float value : values) {
      if (type == U8 && !is(value, (byte) value & 0xff)) {
        type = I16;
      }
      if (type == I16 && !is(value, (short) value)) {
        return F32;
      }
    }
    return type;
  }

  private static boolean is(float value, int whole) {
    return Float.floatToRawIntBits(value) == Float.floatToRawIntBits(whole); // -0 is not 0
  }
}
