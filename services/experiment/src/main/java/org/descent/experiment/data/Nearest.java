package org.descent.experiment.data;

import java.util.Comparator;
import java.util.List;

/** The name that somebody probably meant, by edit distance (Levenshtein 1966). */
final class Nearest {
  private Nearest() {}

  /** {@code , did you mean …?}, or what there is if nothing comes near. */
  static String hint(String name, List<String> names) {
    var nearest = names.stream().min(Comparator.comparingInt(n -> distance(name, n))).orElse("");
    return distance(name, nearest) <= (name.length() + 1) / 3
        ? ", did you mean " + nearest + "?"
        : "; there are "
            + String.join(", ", names.subList(0, Math.min(10, names.size())))
            + (names.size() > 10 ? ", …" : "");
  }

  private static int distance(String a, String b) {
    var previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      var current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        current[j] = Math.min(Math.min(current[j - 1], previous[j]) + 1, previous[j - 1] + swap);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
