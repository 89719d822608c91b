package org.descent.experiment.data;

import org.descent.contracts.Quoted;

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

  /** Its name, for messages. */
  String title() {
    return title(name, column);
  }

  /** The name of a column that is found in a file, for messages. */
  static String title(String name, int column) {
    return Quoted.of(name, "number " + (column + 1));
  }

  /** Its text in {@code row}, for messages. */
  String quoted(Table.Row row) {
    return Quoted.of(of(row), "its text");
  }

  /** Where its text in the row of this number stands, for messages. */
  String place(long row) {
    return table.place(row) + ", column " + title();
  }
}
