package org.descent.experiment.data;

/** Where a number came from, for messages. */
@FunctionalInterface
interface RowPlace {
  /** Of data that came from no file. */
  RowPlace GENERATED = (target, row) -> target + " of " + example(row);

  /**
   * The place of a target.
   *
   * @param row from 0, in the order of the source
   */
  String of(String target, int row);

  /** The place of all values of a target. */
  default String whole(String target) {
    return target;
  }

  /**
   * The line of the specification that makes {@code values}, written as a list, the classes 0, 1, …
   * of a target; empty if none does.
   */
  default String classes(String target, String values) {
    return "";
  }

  /** The example at {@code row}, as people count. */
  static String example(long row) {
    return "example " + (row + 1) + " (counting from 1)";
  }
}
