package org.descent.experiment.results;

import java.util.BitSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * Which points of a line it takes to draw it as all of them would: of each column of pixels the
 * first, the last, the lowest and the highest (M4, Jugel et al. 2014). A line through these covers
 * in every column what the line through all points covers, whatever the scale of its height. Lines
 * that are thinned into one {@code kept} keep each other's points, which does no harm.
 *
 * @param last iteration at the end of the axis, which begins with the first
 * @param columns of pixels along the axis
 */
public record Thinning(Spacing spacing, int last, int columns) {
  /** The most points of one column; where gaps are kept there are two more. */
  static final int MOST_OF_A_COLUMN = 4;

  /**
   * Marks the points to keep.
   *
   * @param iterations of the points, ascending
   * @param n number of points
   * @param values heights; what is not finite is a gap in the line, neither low nor high
   * @param keepsGaps whether a column with a gap keeps one, and a column that goes down to 0 or
   *     below its lowest point above 0, which is its lowest on a logarithmic scale
   * @param kept takes the marks
   */
  public void mark(
      IntUnaryOperator iterations,
      int n,
      IntToDoubleFunction values,
      boolean keepsGaps,
      BitSet kept) {
    int from = 0;
    while (from < n) {
      int column = spacing.column(iterations.applyAsInt(from), last, columns);
      int to = from + 1;
      while (to < n && spacing.column(iterations.applyAsInt(to), last, columns) == column) {
        to++;
      }
      markColumn(from, to, values, keepsGaps, kept);
      from = to;
    }
  }

  /**
   * Unmarks points between neighbours of the very same height in all of {@code lines}, which lie on
   * the straight piece from the one to the other.
   */
  public static void straighten(BitSet kept, List<IntToDoubleFunction> lines) {
    int before = kept.nextSetBit(0);
    int at = before < 0 ? -1 : kept.nextSetBit(before + 1);
    while (at >= 0) {
      int after = kept.nextSetBit(at + 1);
      if (after >= 0 && isFlat(lines, before, at, after)) {
        kept.clear(at);
      } else {
        before = at;
      }
      at = after;
    }
  }

  private static boolean isFlat(List<IntToDoubleFunction> lines, int before, int at, int after) {
    for (var line : lines) {
      double height = line.applyAsDouble(at);
      if (line.applyAsDouble(before) != height || line.applyAsDouble(after) != height) {
        return false;
      }
    }
    return true;
  }

  private static void markColumn(
      int from, int to, IntToDoubleFunction values, boolean keepsGaps, BitSet kept) {
    int low = -1;
    int high = -1;
    int positive = -1;
    int gap = -1;
    for (int i = from; i < to; i++) {
      double value = values.applyAsDouble(i);
      if (Double.isFinite(value)) {
        low = low < 0 || value < values.applyAsDouble(low) ? i : low;
        high = high < 0 || value > values.applyAsDouble(high) ? i : high;
        boolean lowest = positive < 0 || value < values.applyAsDouble(positive);
        positive = value > 0 && lowest ? i : positive;
      } else if (gap < 0) {
        gap = i;
      }
    }
    kept.set(from);
    kept.set(to - 1);
    set(low, kept);
    set(high, kept);
    if (keepsGaps) {
      set(gap, kept);
      set(positive, kept);
    }
  }

  private static void set(int index, BitSet kept) {
    if (index >= 0) {
      kept.set(index);
    }
  }
}
