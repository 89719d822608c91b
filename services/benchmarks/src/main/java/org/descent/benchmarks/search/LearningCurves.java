package org.descent.benchmarks.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.descent.experiment.search.observation.Series;

/**
 * What was measured on the way to each value of a table.
 *
 * @param iterations at which it was, ascending
 * @param values {@code [point][measurement]}
 */
record LearningCurves(int[] iterations, double[][] values) {
  /**
   * Those of a table that has {@code curves}.
   *
   * @throws IOException if it cannot be read
   */
  static LearningCurves of(Path file) throws IOException {
    var json = new ObjectMapper();
    var curves = json.readTree(file.toFile()).required("curves");
    return new LearningCurves(
        json.convertValue(curves.required("iterations"), int[].class),
        json.convertValue(curves.required("values"), double[][].class));
  }

  /** The iterations of a whole training. */
  int budget() {
    return iterations[iterations.length - 1];
  }

  /** A point's, as far as {@code budget}. */
  Series upTo(int point, int budget) {
    return new Series(iterations, values[point]).upTo(budget);
  }
}
