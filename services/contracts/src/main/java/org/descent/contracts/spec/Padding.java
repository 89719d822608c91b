package org.descent.contracts.spec;

import org.descent.contracts.InvalidSpec;

/**
 * Zeros around what a window slides over; written as a number, {@code valid} (none) or {@code
 * same}.
 *
 * @param same as many as it takes for ⌈length / stride⌉ outputs, the odd one behind (as TensorFlow)
 * @param each number on every side, otherwise
 */
public record Padding(boolean same, int each) {
  public static final Padding VALID = new Padding(false, 0);
  public static final Padding SAME = new Padding(true, 0);

  /** The most on a side. */
  public static final int MAX_PADDING = 1_024;

  public Padding {
    InvalidSpec.unless(
        each >= 0 && each <= MAX_PADDING, "padding %s, expected 0 to %s", each, MAX_PADDING);
  }
}
