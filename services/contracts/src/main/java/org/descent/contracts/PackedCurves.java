package org.descent.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.spec.TrainingSpec;

/**
 * Curves on the wire in few bytes, to the last bit: one to two for an iteration of a smooth curve,
 * none for one at which it stands still.
 *
 * <p>The bits of a smooth curve's numbers, read as integers, grow by much the same from one
 * iteration to the next. What is written is how that growth changes: as a varint of zigzag and one
 * more. A 0 stands for as many iterations without a change as the next varint says. Curves that
 * would become longer that way are written as they are, float32 little-endian. A curve begins with
 * its length, a varint, and unless that is 0 with a byte that says which.
 */
public final class PackedCurves {
  private static final byte PLAIN = 0;
  private static final byte CHANGES = 1;

  /** Of a varint: a change has up to 33 bits. */
  private static final int MOST_BYTES = 5;

  private final List<float[]> curves;
  private final List<Packed> packed;

  /**
   * One curve as it came. Holds on to the bytes of all that came with it.
   *
   * @param at where in {@code bytes} it begins
   */
  public record Packed(byte[] bytes, int at) {
    /** Its numbers, found anew on every call. */
    public float[] unpack() {
      return new Reader(bytes, at).curve();
    }
  }

  private PackedCurves(List<float[]> curves, List<Packed> packed) {
    this.curves = curves;
    this.packed = packed;
  }

  /** {@code curves}, yet to be packed. */
  public static PackedCurves of(List<float[]> curves) {
    return new PackedCurves(List.copyOf(curves), List.of());
  }

  /**
   * The curves in {@code bytes}.
   *
   * @throws IllegalArgumentException if that is not what they are
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static PackedCurves unpack(byte[] bytes) {
    try {
      var reader = new Reader(bytes, 0);
      var curves = new ArrayList<float[]>();
      var packed = new ArrayList<Packed>();
      while (reader.at < bytes.length) {
        packed.add(new Packed(bytes, reader.at));
        curves.add(reader.curve());
      }
      return new PackedCurves(List.copyOf(curves), List.copyOf(packed));
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a curve is cut short", e);
    }
  }

  /** The curves as they are, one after the other. */
  public List<float[]> curves() {
    return curves;
  }

  /** The same curves as they came, for whoever keeps many; none if they did not come packed. */
  public List<Packed> packed() {
    return packed;
  }

  /** The curves from {@code from} on, up to but not {@code to}: a view. */
  public PackedCurves part(int from, int to) {
    return new PackedCurves(
        curves.subList(from, to), packed.isEmpty() ? packed : packed.subList(from, to));
  }

  /** Their bytes. */
  @JsonValue
  public byte[] pack() {
    var writer = new Writer();
    curves.forEach(writer::add);
    return Arrays.copyOf(writer.bytes, writer.size);
  }

  private static FloatBuffer floats(byte[] bytes, int from, int length) {
    return ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }

  private static final class Writer {
    private byte[] bytes = new byte[1024];
    private int size;

    private void add(float[] curve) {
      int plain = Math.multiplyExact(curve.length, Float.BYTES);
      // a curve in changes is given up soon after it has become the longer one
      int needed = Math.addExact(size, plain + 5 * MOST_BYTES);
      if (bytes.length < needed) {
        bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
      }
      size = put(curve.length, bytes, size);
      if (curve.length == 0) {
        return;
      }
      int start = ++size;
      int end = changes(curve, bytes, start, start + plain);
      bytes[start - 1] = end >= 0 ? CHANGES : PLAIN;
      size = end >= 0 ? end : start + plain;
      if (end < 0) {
        floats(bytes, start, plain).put(curve);
      }
    }

    /** Writes a curve from {@code at} on; where it ends, or -1 if that is beyond {@code most}. */
    private static int changes(float[] curve, byte[] bytes, int at, int most) {
      int to = at;
      int bits = 0;
      int growth = 0;
      int still = 0;
      for (float value : curve) {
        int next = Float.floatToRawIntBits(value);
        int change = next - bits - growth;
        if (change == 0) {
          still++;
        } else {
          if (still > 0) {
            to = standstill(still, bytes, to);
            still = 0;
          }
          growth += change;
          int zigzag = change << 1 ^ change >> 31;
          if (zigzag >= 0 && zigzag < 0x7F) {
            bytes[to++] = (byte) (zigzag + 1);
          } else {
            to = put((zigzag & 0xFFFF_FFFFL) + 1, bytes, to);
          }
          if (to > most) {
            return -1;
          }
        }
        bits = next;
      }
      if (still > 0) {
        to = standstill(still, bytes, to);
      }
      return to > most ? -1 : to;
    }

    private static int standstill(int iterations, byte[] bytes, int at) {
      bytes[at] = 0;
      return put(iterations, bytes, at + 1);
    }

    /** Seven bits a byte, the lowest first; the highest bit says that another follows. */
    private static int put(long number, byte[] bytes, int at) {
      long rest = number;
      int to = at;
      while (rest > 0x7F) {
        bytes[to++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[to++] = (byte) rest;
      return to;
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    float[] curve() {
      long length = varint();
      require(length <= TrainingSpec.MAX_ITERATIONS, "a curve of too many iterations");
      if (length == 0) {
        return new float[0];
      }
      byte form = bytes[at++];
      require(form == PLAIN || form == CHANGES, "a curve of unknown form");
      if (form == CHANGES) {
        return changes(new float[(int) length]);
      }
      require(length <= (bytes.length - at) / Float.BYTES, "a curve is cut short");
      var curve = new float[(int) length];
      floats(bytes, at, curve.length * Float.BYTES).get(curve);
      at += curve.length * Float.BYTES;
      return curve;
    }

    private float[] changes(float[] curve) {
      int bits = 0;
      int growth = 0;
      int i = 0;
      while (i < curve.length) {
        int first = bytes[at];
        if (first != 0) {
          // most changes take one byte
          int zigzag = first > 0 ? first - 1 : (int) (varint() - 1);
          at += first > 0 ? 1 : 0;
          growth += zigzag >>> 1 ^ -(zigzag & 1);
          bits += growth;
          curve[i++] = Float.intBitsToFloat(bits);
        } else {
          at++;
          long to = i + varint();
          require(to > i && to <= curve.length, "a standstill beyond the end of its curve");
          while (i < to) {
            bits += growth;
            curve[i++] = Float.intBitsToFloat(bits);
          }
        }
      }
      return curve;
    }

    private long varint() {
      long number = 0;
      for (int shift = 0; shift < 7 * MOST_BYTES; shift += 7) {
        byte part = bytes[at++];
        number |= (part & 0x7FL) << shift;
        if (part >= 0) {
          return number;
        }
      }
      throw new IllegalArgumentException("a number of too many bytes");
    }

    private static void require(boolean good, String trouble) {
      if (!good) {
        throw new IllegalArgumentException(trouble);
      }
    }
  }
}
