package org.descent.experiment.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What the user may have meant by a word that is not known. */
public final class Suggestion {
  /** Longer words are not compared: it takes the product of their lengths. */
  private static final int LONGEST = 100;

  private Suggestion() {}

  /** {@code , did you mean budget?}, or the words there are if none is near. */
  public static String among(String word, Collection<String> known) {
    return nearest(word, known)
        .map(candidate -> ", did you mean " + candidate + "?")
        .orElseGet(
            () -> ", expected " + (known.size() > 1 ? "one of " : "") + String.join(", ", known));
  }

  /** The one of {@code known} that {@code word} may have been meant for; empty if none is near. */
  public static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> word.length() <= LONGEST && candidate.length() <= LONGEST)
        .filter(candidate -> Math.abs(candidate.length() - word.length()) < 10)
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(candidate -> distance(word, candidate) <= Math.max(1, word.length() / 3));
  }

  /**
   * Letters to insert, drop, change or swap with a neighbour to turn one word into the other, upper
   * and lower case alike (optimal string alignment, after Damerau 1964).
   */
  static int distance(String one, String other) {
    var a = one.toLowerCase(Locale.ROOT);
    var b = other.toLowerCase(Locale.ROOT);
    var edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : edits(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int edits(int[][] edits, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least =
        Math.min(
            edits[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
  }
}
