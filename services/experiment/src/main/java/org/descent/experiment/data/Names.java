package org.descent.experiment.data;

import java.util.List;
import java.util.stream.IntStream;

/** Names of generated columns. */
final class Names {
  private Names() {}

  /** {@code mode1}, {@code mode2}, … */
  static List<String> numbered(String word, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> word + i).toList();
  }
}
