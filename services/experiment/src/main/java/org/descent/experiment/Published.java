package org.descent.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What was published elsewhere of a variant.
 *
 * @param iterations to convergence, of a single run
 * @param metrics at the end of training
 * @param rounded to multiples of what {@code metrics} were rounded; 0 if they were not
 * @param source where it was published, for people; may be empty
 */
public record Published(
    OptionalInt iterations, Map<EndMetric, Double> metrics, double rounded, String source) {
  /** Nothing. */
  public static final Published NOTHING = new Published(OptionalInt.empty(), Map.of(), 0, "");

  public Published {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** A number of iterations alone, or nothing. */
  public static Published iterations(OptionalInt iterations) {
    return new Published(iterations, Map.of(), 0, "");
  }
}
