package org.descent.contracts;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers as text, the same on every Java. */
public final class Decimal {
  /** Up to here every whole number is exact as a double. */
  private static final double EXACT = 0x1p53;

  private static final int MOST_DIGITS = 17;

  private Decimal() {}

  /** The shortest decimal that reads back as {@code value}: {@code 1} and not {@code 1.0}. */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      return Long.toString((long) value);
    }
    var shortest = shortest(value);
    return Math.abs(value) >= 1e-6 && Math.abs(value) < 1e21
        ? shortest.toPlainString()
        : shortest.stripTrailingZeros().toString();
  }

  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      var rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(MOST_DIGITS));
  }
}
