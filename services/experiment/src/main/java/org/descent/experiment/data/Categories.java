package org.descent.experiment.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The different texts of a column, numbered as they come. */
final class Categories {
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /** The number of {@code text}, from 0. */
  int number(String text) {
    return numbers.computeIfAbsent(text, t -> numbers.size());
  }

  int count() {
    return numbers.size();
  }

  /** In their order: that of their values if all are numbers, else of their characters. */
  List<String> sorted() {
    var sorted = new ArrayList<>(numbers.keySet());
    boolean numeric = sorted.stream().allMatch(text -> Numbers.parse(text).isPresent());
    sorted.sort(
        numeric
            ? Comparator.comparing((String t) -> Double.valueOf(t))
            : Comparator.naturalOrder());
    return List.copyOf(sorted);
  }

  /** For each number the place of its text among {@link #sorted()}. */
  int[] ranks() {
    var ranks = new int[count()];
    var sorted = sorted();
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[numbers.get(sorted.get(rank))] = rank;
    }
    return ranks;
  }
}
