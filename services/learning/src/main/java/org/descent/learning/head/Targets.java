package org.descent.learning.head;

import java.util.List;
import java.util.function.Predicate;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.HeadSpec;

/** What heads are to predict. */
final class Targets {
  private Targets() {}

  /**
   * The values of all targets of a head, example by example: [examples · targets].
   *
   * @param columns [examples] each
   * @throws InvalidSpec unless all are what the head can predict
   */
  static float[] rows(
      HeadSpec head, List<float[]> columns, Predicate<Float> fits, String expected) {
    int width = columns.size();
    var rows = new float[width * columns.get(0).length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = columns.get(i % width)[i / width];
      InvalidSpec.unless(
          fits.test(rows[i]),
          "head %s: target %s has the value %s, expected %s",
          head.name(),
          head.targets().get(i % width),
          rows[i],
          expected);
    }
    return rows;
  }
}
