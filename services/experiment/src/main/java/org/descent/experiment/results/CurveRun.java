package org.descent.experiment.results;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.PackedCurves;

/** Some iterations of a curve in a row; they count from 0 here. */
abstract class CurveRun {
  /** Fewer iterations are not worth the objects that keep them packed. */
  private static final int WORTH_PACKING = 512;

  /** As many as plain ones grow to. */
  private static final int MOST_PLAIN = 4096;

  private final int from;

  private CurveRun(int from) {
    this.from = from;
  }

  /**
   * Iterations {@code from} to {@code to} of a slice.
   *
   * @param first iteration of the slice
   * @param values of the whole slice, [metrics][count]
   */
  static CurveRun of(int from, int to, int first, PackedCurves values) {
    return staysPacked(from, to, values)
        ? new Packed(from, to, first, values.packed())
        : new Plain(from, to, first, values.curves());
  }

  private static boolean staysPacked(int from, int to, PackedCurves values) {
    return to - from >= WORTH_PACKING && !values.packed().isEmpty();
  }

  int from() {
    return from;
  }

  /** The iteration after the last. */
  abstract int to();

  /** One metric at one of its iterations. */
  abstract float get(int metric, int iteration);

  /** The same, and nothing is kept that makes asking again cheaper. */
  float once(int metric, int iteration) {
    return get(metric, iteration);
  }

  /** Copies one metric to where it belongs in {@code curve}. */
  abstract void copy(int metric, float[] curve);

  /** Takes in more iterations, if they follow at once and it is made for that; see {@link #of}. */
  boolean append(int begin, int end, int first, PackedCurves values) {
    return false;
  }

  /** Numbers as they are; grows while it is short. */
  private static final class Plain extends CurveRun {
    private final float[][] values; // [metrics][at least length]
    private int length;

    Plain(int from, int to, int first, List<float[]> slice) {
      super(from);
      length = to - from;
      values = new float[slice.size()][];
      Arrays.setAll(values, m -> Arrays.copyOfRange(slice.get(m), from - first, to - first));
    }

    @Override
    int to() {
      return from() + length;
    }

    @Override
    float get(int metric, int iteration) {
      return values[metric][iteration - from()];
    }

    @Override
    void copy(int metric, float[] curve) {
      System.arraycopy(values[metric], 0, curve, from(), length);
    }

    @Override
    boolean append(int begin, int end, int first, PackedCurves more) {
      int needed = end - from();
      if (begin != to() || needed > MOST_PLAIN || staysPacked(begin, end, more)) {
        return false;
      }
      for (int m = 0; m < values.length; m++) {
        if (values[m].length < needed) {
          int roomy = Math.min(MOST_PLAIN, values[m].length * 3 / 2);
          values[m] = Arrays.copyOf(values[m], Math.max(needed, roomy));
        }
        System.arraycopy(more.curves().get(m), begin - first, values[m], length, end - begin);
      }
      length = needed;
      return true;
    }
  }

  /** Part of a slice as it came. */
  private static final class Packed extends CurveRun {
    private final int to;
    private final int first;
    private final List<PackedCurves.Packed> slice;
    private SoftReference<float[][]> unpacked = null; // [metrics][count]; null at first

    Packed(int from, int to, int first, List<PackedCurves.Packed> slice) {
      super(from);
      this.to = to;
      this.first = first;
      this.slice = List.copyOf(slice);
    }

    @Override
    int to() {
      return to;
    }

    @Override
    float get(int metric, int iteration) {
      var known = unpacked == null ? null : unpacked.get();
      if (known == null) {
        known = new float[slice.size()][];
        unpacked = new SoftReference<>(known);
      }
      if (known[metric] == null) {
        known[metric] = slice.get(metric).unpack();
      }
      return known[metric][iteration - first];
    }

    @Override
    float once(int metric, int iteration) {
      return slice.get(metric).unpack()[iteration - first];
    }

    @Override
    void copy(int metric, float[] curve) {
      var values = slice.get(metric).unpack();
      System.arraycopy(values, from() - first, curve, from(), to - from());
    }
  }
}
