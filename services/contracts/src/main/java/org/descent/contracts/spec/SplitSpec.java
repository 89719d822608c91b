package org.descent.contracts.spec;

import org.descent.contracts.InvalidSpec;

/**
 * How examples are divided: shuffled by {@code seed}, then cut. Counts are floor(share·n) for
 * validation and test, the rest is for training.
 */
public record SplitSpec(double validation, double test, long seed) {
  /** All examples are for training, in their own order. */
  public static final SplitSpec NONE = new SplitSpec(0, 0, 0);

  public SplitSpec {
    InvalidSpec.unless(
        validation >= 0 && validation < 1,
        "split: validation %s, expected 0 or more and below 1",
        validation);
    InvalidSpec.unless(
        test >= 0 && test < 1, "split: test %s, expected 0 or more and below 1", test);
    InvalidSpec.unless(
        validation + test < 1,
        "split: validation %s and test %s leave nothing to train on",
        validation,
        test);
  }
}
