package org.descent.experiment.data;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The name that somebody probably meant, by edit distance (Levenshtein 1966). */
final class Nearest {
  /** Longer names are not compared: it takes the product of their lengths. */
  private static final int LONGEST = 100;

  private static final int NAMED = 10;

  private Nearest() {}

  /**
   * {@code , did you mean …?}, or what there is if nothing comes near.
   *
   * @param columns of a file, of which those without a name are not meant
   */
  static String hint(String name, List<String> columns) {
    var named = IntStream.range(0, columns.size()).filter(i -> !columns.get(i).isBlank());
    var all = named.boxed().toList();
    var nearest =
        all.stream()
            .filter(i -> columns.get(i).length() <= LONGEST && name.length() <= LONGEST)
            .min(Comparator.comparingInt(i -> distance(name, columns.get(i))));
    if (nearest.isPresent()
        && distance(name, columns.get(nearest.get())) <= (name.length() + 1) / 3) {
      return ", did you mean " + title(columns, nearest.get()) + "?";
    }
    return "; there are "
        + all.stream().limit(NAMED).map(i -> title(columns, i)).collect(Collectors.joining(", "))
        + (all.size() > NAMED ? ", …" : "");
  }

  private static String title(List<String> columns, int column) {
    return Cells.title(columns.get(column), column);
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
