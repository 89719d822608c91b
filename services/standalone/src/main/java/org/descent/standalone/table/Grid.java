package org.descent.standalone.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cells in columns as wide as their widest cell, two spaces apart. What sets a cell's colour in a
 * terminal takes no room.
 */
public final class Grid {
  private static final String GAP = "  ";
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /** A column's heading and the side its cells keep to. */
  public record Column(String heading, boolean right) {
    public static Column left(String heading) {
      return new Column(heading, false);
    }

    public static Column right(String heading) {
      return new Column(heading, true);
    }
  }

  public Grid(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row of as many cells as there are columns. */
  public Grid row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** The headings, if there are any, and the rows; no line ends in a space. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    var headings = columns.stream().map(Column::heading).toList();
    if (headings.stream().anyMatch(heading -> !heading.isEmpty())) {
      lines.add(line(headings));
    }
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  /** Characters of the widest line. */
  public int width() {
    return lines().stream().mapToInt(Grid::length).max().orElse(0);
  }

  private String line(List<String> cells) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      var padding = " ".repeat(width(i) - length(cells.get(i)));
      line.append(i == 0 ? "" : GAP);
      line.append(columns.get(i).right() ? padding + cells.get(i) : cells.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int heading = columns.get(column).heading().length();
    return rows.stream().mapToInt(row -> length(row.get(column))).reduce(heading, Math::max);
  }

  private static int length(String cell) {
    return COLOUR.matcher(cell).replaceAll("").length();
  }
}
