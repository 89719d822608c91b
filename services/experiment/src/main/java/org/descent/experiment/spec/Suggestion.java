package org.descent.experiment.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What the user may have meant by a word that is not known. */
final class Suggestion {
  private Suggestion() {}

  /** {@code , did you mean budget?}, or the words there are if none is near. */
  static String among(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(candidate -> distance(word, candidate) <= Math.max(1, word.length() / 3))
        .map(candidate -> ", did you mean " + candidate + "?")
        .orElseGet(
            () -> ", expected " + (known.size() > 1 ? "one of " : "") + String.join(", ", known));
  }

  /** Edits that turn one word into the other, upper and lower case alike (Levenshtein 1966). */
  static int distance(String one, String other) {
    var a = one.toLowerCase(Locale.ROOT);
    var b = other.toLowerCase(Locale.ROOT);
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(diagonal + change, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
