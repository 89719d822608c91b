package org.descent.learning.instrument;

import java.util.Arrays;
import java.util.List;
import org.descent.contracts.spec.ParameterLayout;

/**
 * Quantiles of the elements of vectors, between the two nearest elements in proportion (Hyndman
 * &amp; Fan 1996, definition 7).
 *
 * @param hundredths which ones
 */
record Quantiles(List<Integer> hundredths) {
  /** Of all of {@code vector} that is trained, then of each layer's part. */
  double[] of(double[] vector, boolean layers, ParameterLayout layout) {
    return Parts.of(vector, layers, layout).stream()
        .flatMapToDouble(part -> Arrays.stream(of(part)))
        .toArray();
  }

  private double[] of(double[] elements) {
    Arrays.sort(elements);
    return hundredths.stream().mapToDouble(k -> of(elements, k / 100.0)).toArray();
  }

  private static double of(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
