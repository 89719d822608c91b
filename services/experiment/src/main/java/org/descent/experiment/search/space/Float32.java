package org.descent.experiment.search.space;

import java.math.BigDecimal;
import java.math.MathContext;
import org.descent.contracts.Decimal;
import org.descent.contracts.InvalidSpec;

/** Numbers as trainers compute with them: two that are one float32 are one value. */
final class Float32 {
  private static final int MOST_DIGITS = 9;

  private Float32() {}

  /** The shortest decimal that reads back as the float32 nearest to {@code number}. */
  static double shortest(double number) {
    float nearest = (float) number;
    if (nearest == 0) {
      return 0;
    }
    var exact = new BigDecimal(nearest);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      var rounded = exact.round(new MathContext(digits));
      if (rounded.floatValue() == nearest) {
        return rounded.doubleValue();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS)).doubleValue();
  }

  /** The float32 nearest to {@code number}, but not outside of the ends. */
  static double nearest(double number, double low, double high) {
    return (float) Math.max(low, Math.min(high, number));
  }

  /** The same as the shortest decimal. */
  static double shortest(double number, double low, double high) {
    if (number <= low) {
      return shortest(low);
    }
    return number >= high ? shortest(high) : shortest(number);
  }

  /** Whether {@code value} lies between the ends, as float32. */
  static boolean between(double low, double high, double value) {
    return (float) value >= (float) low && (float) value <= (float) high;
  }

  /**
   * Checks the ends of a range.
   *
   * @throws InvalidSpec if they are not two float32s in ascending order
   */
  static void requireRange(String name, double low, double high) {
    require(name, "from", low);
    require(name, "to", high);
    InvalidSpec.unless(
        low < high,
        "%s from %s to %s, expected the lower end first",
        name,
        Decimal.text(low),
        Decimal.text(high));
    InvalidSpec.unless(
        (float) low < (float) high,
        "%s from %s to %s, expected ends that differ as float32",
        name,
        Decimal.text(low),
        Decimal.text(high));
  }

  private static void require(String name, String end, double value) {
    InvalidSpec.unless(
        Double.isFinite(value) && Math.abs(value) <= Float.MAX_VALUE,
        "%s %s %s, expected a number that float32 holds",
        name,
        end,
        Decimal.text(value));
  }
}
