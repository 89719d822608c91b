package org.descent.contracts;

import java.util.stream.IntStream;

/** Some of many, evenly spread. */
public final class Evenly {
  private Evenly() {}

  /**
   * At most {@code most} of the places 0 to {@code count} - 1, ascending, the first and the last
   * among them; where there is room for one, the last.
   *
   * @param most 1 or more
   */
  public static int[] places(int count, int most) {
    if (count <= most) {
      return IntStream.range(0, count).toArray();
    }
    return most == 1
        ? new int[] {count - 1}
        : IntStream.range(0, most).map(i -> (int) ((long) i * (count - 1) / (most - 1))).toArray();
  }
}
