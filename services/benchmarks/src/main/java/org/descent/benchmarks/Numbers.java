package org.descent.benchmarks;

import java.util.List;

/** Arithmetic on measurements. */
final class Numbers {
  private Numbers() {}

  /** The middle one, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    var sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
