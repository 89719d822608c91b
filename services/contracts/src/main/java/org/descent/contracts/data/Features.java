package org.descent.contracts.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The features of examples, row-major, in the type that their file has them in: bytes stay bytes.
 * What a number means in float32 is looked up where it is asked for. Values do not change; arrays
 * are not copied: whoever makes an instance gives its array away.
 */
public final class Features {
  /** The most numbers of a {@link Rescaling} beside which features keep their type. */
  private static final int MOST_GROUPS = 16;

  private final NumberType type;

  /** Of F32. */
  private final float[] floats;

  /** Of every other type, little-endian. */
  private final byte[] bytes;

  private final List<Rescaling> rescaled;

  /** [groups × codes], what the bits of a number mean; empty for F32. */
  private final float[] meanings;

  private Features(
      NumberType type, float[] floats, byte[] bytes, List<Rescaling> rescaled, float[] meanings) {
    this.type = type;
    this.floats = floats;
    this.bytes = bytes;
    this.rescaled = rescaled;
    this.meanings = meanings;
  }

  /** Features of float32. */
  public static Features of(float[] values) {
    return new Features(NumberType.F32, values, new byte[0], List.of(), new float[0]);
  }

  /**
   * Features of a type.
   *
   * @param bytes of the numbers, little-endian
   * @param rescaled what makes features of those numbers, in order; of types below 4 bytes alone
   * @throws IllegalArgumentException if the bytes are no whole number of them, or float32 is to be
   *     rescaled
   */
  public static Features of(NumberType type, byte[] bytes, List<Rescaling> rescaled) {
    if (bytes.length % type.bytes() != 0) {
      throw new IllegalArgumentException(bytes.length + " bytes of " + type);
    }
    if (type == NumberType.F32) {
      if (!rescaled.isEmpty()) {
        throw new IllegalArgumentException("float32 is not rescaled, but has " + rescaled);
      }
      var floats = new float[bytes.length / 4];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
      return of(floats);
    }
    var steps = List.copyOf(rescaled);
    return new Features(type, new float[0], bytes, steps, meanings(type, steps));
  }

  private static float[] meanings(NumberType type, List<Rescaling> rescaled) {
    int groups = rescaled.stream().mapToInt(Rescaling::groups).reduce(1, Features::multiple);
    var meanings = new float[Math.multiplyExact(groups, type.codes())];
    for (int i = 0; i < meanings.length; i++) {
      int group = i / type.codes();
      float value = type.value(i % type.codes());
      for (var step : rescaled) {
        value = step.of(value, group % step.groups());
      }
      meanings[i] = value;
    }
    return meanings;
  }

  /** The least common multiple. */
  private static int multiple(int a, int b) {
    int multiple = a;
    while (multiple % b != 0) {
      multiple = Math.addExact(multiple, a);
    }
    return multiple;
  }

  /** How they are held. */
  public NumberType type() {
    return type;
  }

  /** What makes features of the numbers that are held, in order. */
  public List<Rescaling> rescaled() {
    return rescaled;
  }

  /** Number of features of all examples. */
  public int length() {
    return floats.length + bytes.length / type.bytes();
  }

  /** All of them in float32: the array itself that holds them, or one made anew. */
  public float[] floats() {
    if (type == NumberType.F32) {
      return floats;
    }
    var all = new float[length()];
    get(0, all, 0, all.length);
    return all;
  }

  /**
   * Puts {@code count} of them, from the place {@code from} on, into {@code into} from {@code at}
   * on, in float32.
   */
  public void get(int from, float[] into, int at, int count) {
    if (type == NumberType.F32) {
      System.arraycopy(floats, from, into, at, count);
      return;
    }
    int codes = type.codes();
    int group = (int) ((long) from * codes % meanings.length);
    if (type.bytes() == 1) {
      bytes(from, into, at, count, group);
      return;
    }
    for (int i = 0; i < count; i++) {
      into[at + i] = meanings[group + code(from + i)];
      group += codes;
      if (group == meanings.length) {
        group = 0;
      }
    }
  }

  /** The same of single bytes, which most large data are, in loops that are quick. */
  private void bytes(int from, float[] into, int at, int count, int first) {
    var codes = bytes;
    var known = meanings;
    if (known.length == 1 << 8) {
      for (int i = 0; i < count; i++) {
        into[at + i] = known[codes[from + i] & 0xff];
      }
      return;
    }
    int group = first;
    for (int i = 0; i < count; i++) {
      into[at + i] = known[group + (codes[from + i] & 0xff)];
      group += 1 << 8;
      if (group == known.length) {
        group = 0;
      }
    }
  }

  /** The one at {@code place}, in float32. */
  public float get(int place) {
    return type == NumberType.F32
        ? floats[place]
        : meanings[(int) ((long) place * type.codes() % meanings.length) + code(place)];
  }

  /** The bits of the number at {@code place}. */
  private int code(int place) {
    return type.bytes() == 1
        ? bytes[place] & 0xff
        : bytes[2 * place] & 0xff | (bytes[2 * place + 1] & 0xff) << 8;
  }

  /** Their bytes as they are held, from {@code from} on, little-endian, into {@code into}. */
  public void bytes(long from, ByteBuffer into, int count) {
    if (type == NumberType.F32) {
      into.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(floats, (int) (from / 4), count / 4);
      into.position(into.position() + count);
    } else {
      into.put(bytes, (int) from, count);
    }
  }

  /** Those of the examples {@code rows}, of {@code width} features each, in that order. */
  public Features at(int[] rows, int width) {
    return type == NumberType.F32
        ? of((float[]) at(floats, new float[rows.length * width], rows, width))
        : with((byte[]) at(bytes, new byte[rows.length * width * type.bytes()], rows, held(width)));
  }

  private static Object at(Object from, Object to, int[] rows, int width) {
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(from, rows[i] * width, to, i * width, width);
    }
    return to;
  }

  /** Those from {@code from} (inclusive) to {@code to} (exclusive), of whole examples. */
  Features slice(int from, int to) {
    return type == NumberType.F32
        ? of(Arrays.copyOfRange(floats, from, to))
        : with(Arrays.copyOfRange(bytes, held(from), held(to)));
  }

  private int held(int numbers) {
    return Math.multiplyExact(numbers, type.bytes());
  }

  private Features with(byte[] others) {
    return new Features(type, floats, others, rescaled, meanings);
  }

  /** All of {@code parts} in order; in float32 unless they are held alike. */
  static Features joined(List<Features> parts) {
    var first = parts.get(0);
    int length = parts.stream().mapToInt(Features::length).reduce(0, Math::addExact);
    boolean alike =
        parts.stream().allMatch(p -> p.type == first.type && p.rescaled.equals(first.rescaled));
    if (alike && first.type != NumberType.F32) {
      var all = ByteBuffer.allocate(first.held(length));
      parts.forEach(part -> all.put(part.bytes));
      return first.with(all.array());
    }
    var all = new float[length];
    int at = 0;
    for (var part : parts) {
      part.get(0, all, at, part.length());
      at += part.length();
    }
    return of(all);
  }

  /**
   * The same, rescaled; held as they are where that says it to the last bit in a few numbers, else
   * in float32. What float32 cannot hold becomes infinite or NaN.
   */
  public Features rescaled(Rescaling step) {
    if (type == NumberType.F32 || step.groups() > MOST_GROUPS) {
      var changed = new float[length()];
      get(0, changed, 0, changed.length);
      step.change(changed);
      return of(changed);
    }
    var steps = new ArrayList<>(rescaled);
    steps.add(step);
    return of(type, bytes, steps);
  }

  /**
   * The features of each example in another order.
   *
   * @param places of an example's features: the one at place i is that which is at {@code
   *     places[i]} now
   */
  public Features permuted(int[] places) {
    int width = places.length;
    if (type == NumberType.F32 || meanings.length > type.codes()) {
      var all = floats();
      var permuted = new float[all.length];
      for (int i = 0; i < permuted.length; i++) {
        permuted[i] = all[i - i % width + places[i % width]];
      }
      return of(permuted);
    }
    int size = type.bytes();
    var permuted = new byte[bytes.length];
    for (int i = 0; i < permuted.length; i++) {
      int place = i / size;
      permuted[i] = bytes[(place - place % width + places[place % width]) * size + i % size];
    }
    return with(permuted);
  }

  /** The place of the first that is NaN or infinite, or -1. */
  public int firstInfinite() {
    if (type != NumberType.F32 && allFinite(meanings)) {
      return -1;
    }
    int length = length();
    for (int place = 0; place < length; place++) {
      if (!Float.isFinite(get(place))) {
        return place;
      }
    }
    return -1;
  }

  private static boolean allFinite(float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }
}
