package org.descent.experiment.data;

import java.util.Optional;
import java.util.regex.Pattern;
import org.descent.contracts.Quoted;

/** Decimal numbers as people write them; none of Java's suffixes, hexadecimal forms or NaN. */
final class Numbers {
  /** No number that anybody writes is longer, and longer ones take their time. */
  private static final int LONGEST = 400;

  // Possessive: nothing is tried again, however much of a text looks like a number.
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d{1,4})?");

  private Numbers() {}

  /** The float32 nearest to {@code text}, if it is a number and finite. */
  static Optional<Float> parse(String text) {
    return isDecimal(text)
        ? Optional.of(Float.valueOf(text)).filter(f -> Float.isFinite(f))
        : Optional.empty();
  }

  /** Whether {@code text} is a number, if perhaps one that is too large. */
  static boolean isDecimal(String text) {
    return text.length() <= LONGEST && DECIMAL.matcher(text).matches();
  }

  /** What is wrong with {@code text}, which {@link #parse} does not take. */
  static String objection(String text) {
    if (text.isEmpty()) {
      return "nothing, expected a number";
    }
    return isDecimal(text)
        ? Quoted.of(text, "a number") + ", expected at most 3.4e38 (training computes in float32)"
        : Quoted.of("'" + text + "'", "a text") + " is not a finite number";
  }
}
