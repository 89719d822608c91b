package org.descent.experiment.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.descent.experiment.results.Numbers;

/**
 * A square that a plane of two quantities is drawn in.
 *
 * @param x places of what goes to the right, ascending
 * @param y places of what goes up, ascending
 */
record Square(int left, int top, int side, double[] x, double[] y) {
  /** Cells reach so far over those below, lest the paper shows between them. */
  private static final double GAPLESS = 0.2;

  Scale across() {
    return Scale.over(x[0], x[x.length - 1], left, left + side, false);
  }

  Scale up() {
    return Scale.over(y[0], y[y.length - 1], top + side, top, false);
  }

  /** Its edge. */
  void frame(Markup svg) {
    svg.leaf(
        "rect", "x", left, "y", top, "width", side, "height", side, "fill", "none", "stroke",
        Ink.AXIS, "class", "axis");
  }

  /**
   * Numbers along both axes.
   *
   * @param count about how many
   * @param digits of each
   * @param below how far under the edge they stand
   * @param beside how far to its left
   */
  void ticks(Markup svg, int count, int digits, int below, int beside) {
    for (double tick : across().ticks(count)) {
      svg.note(across().at(tick), top + side + below, "middle", Numbers.significant(tick, digits));
    }
    for (double tick : up().ticks(count)) {
      svg.note(left - beside, up().at(tick) + 4, "end", Numbers.significant(tick, digits));
    }
  }

  /** Goes on with {@code path} to a point, by {@code how}: {@code M} or {@code L}. */
  void step(StringBuilder path, char how, double atX, double atY) {
    path.append(how)
        .append(Numbers.place(across().at(atX)))
        .append(' ')
        .append(Numbers.place(up().at(atY)));
  }

  /** What a cell shows. */
  @FunctionalInterface
  interface Cell<T> {
    /** Of the cell in {@code column} from the left and {@code row} from below. */
    T at(int column, int row);
  }

  /**
   * The areas of cells that show the same, as paths of runs of cells beside each other.
   *
   * @return by what they show, in the order in which it is met
   */
  <T> Map<T, StringBuilder> areas(int columns, int rows, Cell<T> cell) {
    double wide = (double) side / columns;
    double tall = (double) side / rows;
    var areas = new LinkedHashMap<T, StringBuilder>();
    for (int row = 0; row < rows; row++) {
      int from = 0;
      T shown = cell.at(0, row);
      for (int column = 1; column <= columns; column++) {
        T next = column == columns ? null : cell.at(column, row);
        if (!shown.equals(next)) {
          areas
              .computeIfAbsent(shown, s -> new StringBuilder())
              .append('M')
              .append(Numbers.place(left + from * wide))
              .append(' ')
              .append(Numbers.place(top + side - (row + 1) * tall))
              .append('h')
              .append(Numbers.place((column - from) * wide))
              .append('v')
              .append(Numbers.place(tall + GAPLESS))
              .append('h')
              .append(Numbers.place(-(column - from) * wide))
              .append('z');
          from = column;
          shown = next;
        }
      }
    }
    return areas;
  }

  /** Adds the sides of cells beyond which a neighbour shows something else; below 0 is nothing. */
  void border(StringBuilder path, int columns, int rows, Cell<Integer> cell) {
    double wide = (double) side / columns;
    double tall = (double) side / rows;
    for (int column = 0; column < columns; column++) {
      for (int row = 0; row < rows; row++) {
        int shown = cell.at(column, row);
        if (column > 0 && differ(shown, cell.at(column - 1, row))) {
          corner(path, column * wide, (row + 1) * tall).append('v').append(Numbers.place(tall));
        }
        if (row > 0 && differ(shown, cell.at(column, row - 1))) {
          corner(path, column * wide, row * tall).append('h').append(Numbers.place(wide));
        }
      }
    }
  }

  private static boolean differ(int one, int other) {
    return one >= 0 && other >= 0 && one != other;
  }

  /** Begins a piece so far from the left and so far above the bottom. */
  private StringBuilder corner(StringBuilder path, double across, double above) {
    return path.append('M')
        .append(Numbers.place(left + across))
        .append(' ')
        .append(Numbers.place(top + side - above));
  }
}
