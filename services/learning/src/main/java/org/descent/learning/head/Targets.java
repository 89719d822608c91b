package org.descent.learning.head;

import java.util.function.Predicate;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.spec.HeadSpec;

/** Checks what heads are to predict. */
final class Targets {
  private Targets() {}

  /** Throws unless all values are what a head can predict. */
  static void check(HeadSpec head, float[] values, Predicate<Float> fits, String expected) {
    for (float value : values) {
      InvalidSpec.unless(
          fits.test(value),
          "head %s: target %s has the value %s, expected %s",
          head.name(),
          head.target(),
          value,
          expected);
    }
  }
}
