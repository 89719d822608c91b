package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What a line covers in each column of pixels, straight pieces between its points included. */
public final class ColumnRanges {
  /** From the lowest to the highest. */
  public record Range(double low, double high) {
    Range with(double y) {
      return new Range(Math.min(low, y), Math.max(high, y));
    }
  }

  private final List<Range> ranges; // null where nothing is covered
  private final int columns;
  private final int last;
  private final Spacing spacing;

  private ColumnRanges(Spacing spacing, int last, int columns) {
    this.spacing = spacing;
    this.last = last;
    this.columns = columns;
    ranges = new ArrayList<>(Collections.nCopies(columns, null));
  }

  /**
   * The ranges of a line, a column each; null where nothing is covered.
   *
   * @param x iterations, ascending
   * @param y heights; what is not finite is a gap
   */
  public static List<Range> of(double[] x, double[] y, Spacing spacing, int last, int columns) {
    var ranges = new ColumnRanges(spacing, last, columns);
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(y[i])) {
        ranges.cover(ranges.column(x[i]), y[i]);
        if (i > 0 && Double.isFinite(y[i - 1])) {
          ranges.cross(x[i - 1], y[i - 1], x[i], y[i]);
        }
      }
    }
    return ranges.ranges;
  }

  private double place(double iteration) {
    return spacing.place((int) iteration, last) * columns;
  }

  private int column(double iteration) {
    return spacing.column((int) iteration, last, columns);
  }

  /** Where a piece enters another column it covers its height there in both. */
  private void cross(double x1, double y1, double x2, double y2) {
    double from = place(x1);
    double to = place(x2);
    for (int border = column(x1) + 1; border <= column(x2); border++) {
      double y = y1 + (y2 - y1) * (border - from) / (to - from);
      cover(border - 1, y);
      cover(border, y);
    }
  }

  private void cover(int column, double y) {
    var range = ranges.get(column);
    ranges.set(column, range == null ? new Range(y, y) : range.with(y));
  }
}
