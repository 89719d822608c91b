package org.descent.experiment.spec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.descent.contracts.Decimal;

/** Numbers as text, the same on every Java, and back. */
final class Numbers {
  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
  private static final Pattern REAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /** Up to here every whole number is exact as a double. */
  static final double EXACT = 0x1p53;

  private Numbers() {}

  /** No number that means something is longer, and what longer ones come to takes its time. */
  private static final int LONGEST = 400;

  /** Whether {@code text} is a number of YAML 1.2's core schema, in decimal notation. */
  static boolean isNumber(String text) {
    return text.length() <= LONGEST && REAL.matcher(text).matches();
  }

  /** The Integer, Long or Double (the first that holds it) that {@code text} stands for. */
  static Number parse(String text) {
    return WHOLE.matcher(text).matches()
        ? plain(new BigInteger(text))
        : plain(Double.valueOf(text));
  }

  /** {@code number} as an Integer, Long or Double. */
  static Number plain(Number number) {
    if (number instanceof BigInteger big && big.bitLength() > 63) {
      return big.doubleValue();
    }
    if (number instanceof Double || number instanceof Float || number instanceof BigDecimal) {
      return number.doubleValue();
    }
    long value = number.longValue();
    return value == (int) value ? (Number) (int) value : (Number) value;
  }

  /** The shortest decimal that reads back as {@code number}; 1.0 is {@code 1}. */
  static String text(Number number) {
    return number instanceof Double real ? Decimal.text(real) : number.toString();
  }
}
