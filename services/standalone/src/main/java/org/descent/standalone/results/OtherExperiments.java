package org.descent.standalone.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.descent.standalone.files.Remembered;
import org.descent.standalone.files.Remembered.Relation;

/**
 * A directory holds what has been found about other experiments than those that are asked for. The
 * message is for the user.
 */
public final class OtherExperiments extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_NAMED = 3;

  private OtherExperiments(String message) {
    super(message);
  }

  /**
   * Returns if every one of {@code known}, whose results are in {@code directory}, is asked for.
   */
  static void unlessTheirResults(Path directory, List<Remembered> known, List<Remembered> asked)
      throws OtherExperiments {
    var others = others(known, asked);
    if (!others.isEmpty()) {
      throw new OtherExperiments(
          directory
              + " has the results of "
              + named(others)
              + ", not of "
              + named(asked)
              + "; choose another directory with --out, or --replace them");
    }
  }

  /** Returns if every one of {@code known}, on which {@code log} is at work, is asked for. */
  static void unlessTheirLog(Path log, List<Remembered> known, List<Remembered> asked)
      throws OtherExperiments {
    var others = others(known, asked);
    if (!others.isEmpty()) {
      var work =
          others.stream()
              .limit(MOST_NAMED)
              .map(one -> one.ended() + " of " + one.total() + " trials of " + one.experiment())
              .collect(Collectors.joining(", "));
      throw new OtherExperiments(
          log
              + ": "
              + work
              + more(others)
              + " have ended, and "
              + named(asked)
              + " is asked for; ask for the same to go on, choose another directory with --out,"
              + " or give them up with --replace");
    }
  }

  private static List<Remembered> others(List<Remembered> known, List<Remembered> asked) {
    return known.stream()
        .filter(one -> one.to(asked) == Relation.OTHER && !one.worthless())
        .toList();
  }

  private static String named(List<Remembered> experiments) {
    return experiments.stream()
            .limit(MOST_NAMED)
            .map(Remembered::experiment)
            .collect(Collectors.joining(", "))
        + more(experiments);
  }

  private static String more(List<Remembered> experiments) {
    int more = experiments.size() - MOST_NAMED;
    return more > 0 ? " and " + more + " more" : "";
  }
}
