package org.descent.experiment.data;

import java.util.Optional;
import java.util.regex.Pattern;

/** Decimal numbers as people write them; none of Java's suffixes, hexadecimal forms or NaN. */
final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

  private Numbers() {}

  /** The float32 nearest to {@code text}, if it is a number and finite. */
  static Optional<Float> parse(String text) {
    return DECIMAL.matcher(text).matches()
        ? Optional.of(Float.valueOf(text)).filter(f -> Float.isFinite(f))
        : Optional.empty();
  }

  /** Whether {@code text} is a number, if perhaps one that is too large. */
  static boolean isDecimal(String text) {
    return DECIMAL.matcher(text).matches();
  }

  /** What is wrong with {@code text}, which {@link #parse} does not take. */
  static String objection(String text) {
    if (text.isEmpty()) {
      return "nothing, expected a number";
    }
    return isDecimal(text)
        ? text + ", expected at most 3.4e38 (training computes in float32)"
        : "'" + text + "' is not a finite number";
  }
}
