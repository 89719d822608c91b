package org.descent.control.metrics;

import java.util.Arrays;

/** The iterations at which curves are shown and counted: 1, 2, 5, 10, 20, 50, … 10 000 000. */
final class Milestones {
  private static final int[] ALL = {
    1,
    2,
    5,
    10,
    20,
    50,
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    20_000,
    50_000,
    100_000,
    200_000,
    500_000,
    1_000_000,
    2_000_000,
    5_000_000,
    10_000_000
  };

  /** How many there are. */
  static final int COUNT = ALL.length;

  private Milestones() {}

  /** The {@code index}-th milestone, from 0. */
  static int at(int index) {
    return ALL[index];
  }

  /** Index of the first milestone at or after {@code iteration}. */
  static int ceiling(int iteration) {
    int index = Arrays.binarySearch(ALL, iteration);
    return Math.min(index >= 0 ? index : -index - 1, COUNT - 1);
  }
}
