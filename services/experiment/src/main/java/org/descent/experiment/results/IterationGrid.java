package org.descent.experiment.results;

import java.util.stream.IntStream;

/** Iterations to look curves up at when there is no room for all of them. */
public final class IterationGrid {
  private IterationGrid() {}

  /**
   * Iterations from 1 to {@code last}, ascending and distinct, with equal steps between them.
   *
   * @param last 0 for none
   * @param most at least 2
   */
  public static int[] linear(int last, int most) {
    int count = Math.min(last, most);
    return count < 2
        ? IntStream.rangeClosed(1, count).toArray()
        : IntStream.range(0, count)
            .map(i -> 1 + (int) Math.round((double) i * (last - 1) / (count - 1)))
            .distinct()
            .toArray();
  }

  /**
   * The same with equal ratios between them; where that is less than one iteration, all of them.
   */
  public static int[] logarithmic(int last, int most) {
    return last <= most
        ? IntStream.rangeClosed(1, last).toArray()
        : IntStream.range(0, most)
            .map(i -> (int) Math.round(Math.pow(last, (double) i / (most - 1))))
            .distinct()
            .toArray();
  }
}
