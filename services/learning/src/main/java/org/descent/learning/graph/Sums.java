package org.descent.learning.graph;

import org.tensorflow.Output;

/**
 * Sums over the last axis, as formulas that leave the compiler little choice: lanes side by side,
 * each the sum of one element in {@value #LANES}, and then the sum of the lanes. XLA's own sums of
 * more than 32 elements are sums of sums of 32, each of which ends with the slow one across a
 * vector.
 */
public final class Sums {
  /** Elements of the widest vector there is. */
  private static final int LANES = 16;

  /** The most elements that are written out as one formula. */
  private static final int MOST = 256;

  private Sums() {}

  /** [·, ·, n] → [·, ·, 1]. */
  public static Output<?> last(Xla xla, Output<?> a) {
    var lengths = Xla.dimensions(a.shape());
    int outer = lengths[0];
    int rows = lengths[1];
    int length = lengths[2];
    int whole = length - length % LANES;
    if (whole == 0) {
      return xla.sum(a, 2);
    }
    var front = whole == length ? a : part(xla, a, 0, whole);
    int block = block(whole);
    var blocks = xla.reshape(front, outer, rows * whole / block, block);
    var lanes = lanes(xla, blocks, 0, block / LANES);
    var sum = xla.sum(xla.reshape(lanes, outer, rows, whole / block * LANES), 2);
    return whole == length ? sum : xla.add(sum, xla.sum(part(xla, a, whole, length - whole), 2));
  }

  /** The largest that {@code length} can be divided into; both are multiples of the lanes. */
  private static int block(int length) {
    int block = Math.min(length, MOST);
    while (length % block != 0) {
      block -= LANES;
    }
    return block;
  }

  /** The sum of {@code count} vectors from the {@code first}, by halves. */
  private static Output<?> lanes(Xla xla, Output<?> a, int first, int count) {
    if (count == 1) {
      return part(xla, a, first * LANES, LANES);
    }
    int half = count / 2;
    return xla.add(lanes(xla, a, first, half), lanes(xla, a, first + half, count - half));
  }

  private static Output<?> part(Xla xla, Output<?> a, int from, int length) {
    var lengths = Xla.dimensions(a.shape());
    lengths[2] = length;
    return xla.slice(a, new int[] {0, 0, from}, lengths);
  }
}
