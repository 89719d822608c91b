package org.descent.contracts;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;

/**
 * The user's specification cannot be carried out. The message names the value, where it stands and
 * what was expected; it is shown to the user as it is. A record's own objections begin with the
 * name of the component they are about: {@code sigma 0, expected a number above 0}.
 */
public final class InvalidSpec extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String discreet;

  /**
   * @param message what it quotes of files is {@link Quoted}
   */
  public InvalidSpec(String message) {
    super(Reason.plain(Quoted.shown(message)));
    discreet = Reason.plain(Quoted.hidden(message));
  }

  /** The message without what it quotes of files, for those who may not read them. */
  public String discreet() {
    return discreet;
  }

  /**
   * Throws unless {@code holds}; the message is {@code String.format(message, values)}, with
   * numbers as people write them, by {@code %s}: 1 instead of 1.0.
   */
  public static void unless(boolean holds, String message, Object... values) {
    if (!holds) {
      var words = Arrays.stream(values).map(InvalidSpec::written).toArray();
      throw new InvalidSpec(String.format(Locale.ROOT, message, words));
    }
  }

  /** A number as people write it, at most as exact as it is; anything else as it is. */
  public static Object written(Object value) {
    if (!(value instanceof Double || value instanceof Float)) {
      return value;
    }
    double number = ((Number) value).doubleValue();
    if (!Double.isFinite(number)) {
      return value;
    }
    var shortest = number == (float) number ? Float.toString((float) number) : value.toString();
    var decimal = new BigDecimal(shortest).stripTrailingZeros();
    boolean plain = decimal.precision() - decimal.scale() <= 16 && decimal.scale() <= 8;
    return plain ? decimal.toPlainString() : decimal.toString().replace("E+", "E");
  }
}
