package org.descent.learning.golden;

import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.TrainingSpec;

/**
 * A training that others have done, too.
 *
 * @param name of its golden file
 * @param tolerance by which numbers may differ from the golden ones, relative to these
 */
public record GoldenCase(
    String name, TrainingSpec training, Examples examples, long seed, double tolerance) {
  /** What float32 makes of 200 iterations of small networks. */
  static final double SMOOTH = 1e-4;

  GoldenCase(String name, TrainingSpec training, Examples examples) {
    this(name, training, examples, 7, SMOOTH);
  }

  /** With another tolerance; say why. */
  GoldenCase within(double other) {
    return new GoldenCase(name, training, examples, seed, other);
  }

  @Override
  public String toString() {
    return name;
  }
}
