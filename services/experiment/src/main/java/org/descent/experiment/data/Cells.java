package org.descent.experiment.data;

import java.nio.file.Path;

/**
 * One column of a table.
 *
 * @param column its place in a row, from 0
 */
record Cells(Path file, String name, int column) {
  /** Its text in {@code row}. */
  String of(TableFile.Row row) {
    return row.values().get(column);
  }

  /** Where its text on {@code line} stands, for messages. */
  String place(long line) {
    return place(file, line, name);
  }

  static String place(Path file, long line, String column) {
    return file + " line " + line + ", column " + column;
  }
}
