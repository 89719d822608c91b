package org.descent.experiment.results;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people and programs read them. */
public final class Numbers {
  private Numbers() {}

  /** At most so many significant digits, without an exponent where that is short. */
  public static String significant(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    var rounded =
        new BigDecimal(value)
            .round(new MathContext(digits, RoundingMode.HALF_UP))
            .stripTrailingZeros();
    int magnitude = rounded.precision() - rounded.scale();
    if (magnitude > 9 || magnitude < -3) {
      return rounded.toString();
    }
    return rounded.toPlainString();
  }

  /** Iterations: whole, with a thin space between thousands from 10 000 on. */
  public static String iterations(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (value == Double.POSITIVE_INFINITY) {
      return "∞";
    }
    var text = String.format(Locale.ROOT, "%.0f", value);
    return text.length() < 5 ? text : grouped(text);
  }

  private static String grouped(String digits) {
    var grouped = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > 0; i -= 3) {
      grouped.insert(i, '\u202f');
    }
    return grouped.toString();
  }

  /** A ratio: two decimals where it is below 10, ∞ where nothing bounds it. */
  public static String ratio(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "∞";
    }
    return value < 10
        ? String.format(Locale.ROOT, "%.2f", value)
        : value < 100 ? String.format(Locale.ROOT, "%.1f", value) : iterations(value);
  }

  /** A share, in percent. */
  public static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  /** A share, in percent with one decimal; NaN is one that is not known. */
  public static String share(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** A p-value. */
  public static String probability(double p) {
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
  }

  /** A place in a drawing: one decimal. */
  public static String place(double value) {
    long tenths = Math.round(value * 10);
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : (tenths < 0 ? "-" : "") + Math.abs(tenths) / 10 + "." + Math.abs(tenths) % 10;
  }
}
