package org.descent.experiment.data;

/**
 * One column of a table.
 *
 * @param column its place in a row, from 0
 */
record Cells(Table table, String name, int column) {
  /** Its text in {@code row}. */
  String of(Table.Row row) {
    return row.values().get(column);
  }

  /** Where its text in the row of this number stands, for messages. */
  String place(long row) {
    return place(table, row, name);
  }

  static String place(Table table, long row, String column) {
    return table.place(row) + ", column " + column;
  }
}
