package org.descent.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.spec.Split;

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

  /** The splits, in order. */
  public static final List<String> SPLITS = Arrays.stream(Split.values()).map(Split::word).toList();

  /** All that there are. */
  public static List<EndMetric> all() {
    return SPLITS.stream()
        .flatMap(split -> Arrays.stream(Kind.values()).map(kind -> new EndMetric(split, kind)))
        .toList();
  }

  /** That of a {@link #key}. */
  public static Optional<EndMetric> of(String key) {
    return all().stream().filter(metric -> metric.key().equals(key)).findFirst();
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
