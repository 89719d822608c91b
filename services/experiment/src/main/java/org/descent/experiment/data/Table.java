package org.descent.experiment.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Rows of texts in columns that have names. */
interface Table {
  /**
   * One row.
   *
   * @param number what it is told by: where it stands in its file, from 1
   */
  record Row(long number, List<String> values) {}

  /** What becomes of a table. */
  @FunctionalInterface
  interface Reading {
    /** Takes the names of the columns, and says who takes the rows. */
    Consumer<Row> columns(List<String> names);
  }

  /** Where it stands. */
  Path file();

  /** The place of a row, for messages. */
  String place(long row);

  /** Whether a comma may stand before decimals. */
  default boolean decimalCommas() {
    return false;
  }

  /** What it is if it has no rows. */
  default String emptiness() {
    return "no rows";
  }

  /** Why a column that is wanted may not be among {@code names}, for the end of a message. */
  default String hint(List<String> names) {
    return "";
  }

  /** Reads all rows in their order. */
  void read(Reading reading);
}
