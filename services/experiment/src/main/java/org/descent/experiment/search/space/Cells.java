package org.descent.experiment.search.space;

/** The unit interval in equal cells, one a value. */
final class Cells {
  private Cells() {}

  /** The cell that {@code unit} lies in, from 0; the last one includes 1. */
  static long at(double unit, long cells) {
    return Math.min(cells - 1, (long) (unit * cells));
  }

  /** The middle of {@code cell}. */
  static double middle(long cell, long cells) {
    return (cell + 0.5) / cells;
  }

  static double clamp(double unit) {
    return Math.max(0, Math.min(1, unit));
  }

  /** As an Integer where it fits into one. */
  static Number number(long whole) {
    return whole == (int) whole ? (Number) (int) whole : (Number) whole;
  }
}
