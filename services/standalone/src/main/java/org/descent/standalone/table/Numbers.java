package org.descent.standalone.table;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/** Numbers as people read them, in characters that every terminal has. */
public final class Numbers {
  private Numbers() {}

  /** Thousands apart by a space from five digits on: {@code 9623}, {@code 10 333}. */
  public static String grouped(long number) {
    var digits = Long.toString(Math.abs(number));
    if (digits.length() <= 4) {
      return Long.toString(number);
    }
    var text = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > 0; i -= 3) {
      text.insert(i, ' ');
    }
    return (number < 0 ? "-" : "") + text;
  }

  /** Three digits and a unit: {@code 950}, {@code 12.3 k}, {@code 1.70 M}. */
  public static String rounded(double number) {
    if (number < 999.5) {
      return Long.toString(Math.round(number));
    }
    double thousands = number / 1e3;
    return thousands < 999.5 ? threeDigits(thousands) + " k" : threeDigits(number / 1e6) + " M";
  }

  /** Three significant digits: {@code 0.0123}, {@code 1.23e-05}, {@code 45.6}, {@code 12 300}. */
  public static String significant(double number) {
    if (!Double.isFinite(number) || number == 0) {
      return number == 0 ? "0" : Double.isNaN(number) ? "NaN" : "infinite";
    }
    var rounded = new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros();
    int magnitude = rounded.precision() - rounded.scale();
    if (magnitude < -3 || magnitude > 6) {
      return format("%.2e", number);
    }
    return rounded.scale() > 0 ? rounded.toPlainString() : grouped(rounded.longValueExact());
  }

  /** A share of 1, never rounded up to it: {@code 1}, {@code 0.9843}. */
  public static String share(double share) {
    return BigDecimal.valueOf(share)
        .setScale(4, RoundingMode.DOWN)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** Three digits and a unit: {@code 292 B}, {@code 1.20 kB}, {@code 16.8 MB}. */
  public static String bytes(long bytes) {
    double number = bytes;
    for (var unit : List.of("B", "kB", "MB")) {
      if (number < 999.5) {
        return (unit.equals("B") ? Long.toString(bytes) : threeDigits(number)) + " " + unit;
      }
      number /= 1000;
    }
    return threeDigits(number) + " GB";
  }

  /** {@code 0:42}, {@code 12:05} or {@code 1:02:03}. */
  public static String clock(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 3600
        ? format("%d:%02d", seconds / 60, seconds % 60)
        : format("%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** {@code 1 trial}, {@code 2 trials}. */
  public static String counted(long number, String noun) {
    return grouped(number) + " " + noun + (number == 1 ? "" : "s");
  }

  private static String threeDigits(double number) {
    return format(number < 9.995 ? "%.2f" : number < 99.95 ? "%.1f" : "%.0f", number);
  }

  private static String format(String pattern, Object... values) {
    return String.format(java.util.Locale.ROOT, pattern, values);
  }
}
