package org.descent.contracts;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bulk numbers on the wire: float32, little-endian. */
public final class Floats {
  private Floats() {}

  /** The bytes of {@code values}, 4 each, little-endian. */
  public static byte[] toBytes(float[] values) {
    var bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, 4)).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /**
   * The numbers in {@code bytes}.
   *
   * @throws IllegalArgumentException if the length is not a multiple of 4
   */
  public static float[] fromBytes(byte[] bytes) {
    if (bytes.length % 4 != 0) {
      throw new IllegalArgumentException(
          "float32 bytes: length " + bytes.length + " is not a multiple of 4");
    }
    var values = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
