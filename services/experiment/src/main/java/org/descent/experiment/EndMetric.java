package org.descent.experiment;

import java.util.Arrays;
import java.util.List;

/**
 * A metric of one of the splits at a trial's last iteration, as the evaluator finds it.
 *
 * @param split {@code train}, {@code validation} or {@code test}
 */
public record EndMetric(String split, Kind kind) {
  /** What is measured. */
  public enum Kind {
    /** From 0 on, the less the better. */
    LOSS("loss", "Loss"),
    /** From 0 to 1, the more the better. */
    ACCURACY("accuracy", "Accuracy");

    private final String word;
    private final String suffix;

    Kind(String word, String suffix) {
      this.word = word;
      this.suffix = suffix;
    }
  }

  /** All that there are. */
  public static List<EndMetric> all() {
    return List.of("train", "validation", "test").stream()
        .flatMap(split -> Arrays.stream(Kind.values()).map(kind -> new EndMetric(split, kind)))
        .toList();
  }

  /** Its key in experiment files and results: {@code testAccuracy}. */
  public String key() {
    return split + kind.suffix;
  }

  /** For people: {@code test accuracy}. */
  public String text() {
    return split + " " + kind.word;
  }
}
