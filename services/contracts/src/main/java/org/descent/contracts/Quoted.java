package org.descent.contracts;

import java.util.regex.Pattern;

/**
 * Text out of a user's file within a message. Whoever reads the file himself is shown it; whoever
 * only names the file, and might not be allowed to read it, is told something else instead. It is
 * marked within the message by characters that no message has otherwise; {@link InvalidSpec} knows
 * both readings.
 */
public final class Quoted {
  /** The most characters that are shown of it. */
  public static final int MAX_LENGTH = 100;

  private static final char BEGIN = '\u0001';
  private static final char INSTEAD = '\u0002';
  private static final char END = '\u0003';
  private static final Pattern MARKED =
      Pattern.compile(BEGIN + "([^\u0001-\u0003]*)" + INSTEAD + "([^\u0001-\u0003]*)" + END);

  private Quoted() {}

  /**
   * {@code text} for a message.
   *
   * @param instead what others are told: {@code column 3}
   */
  public static String of(Object text, String instead) {
    var whole = String.valueOf(text);
    var begin = whole.length() > 4 * MAX_LENGTH ? whole.substring(0, 4 * MAX_LENGTH) : whole;
    var shown = Reason.plain(begin.indexOf('\n') < 0 ? begin : begin.replaceAll("\\R", " "));
    if (whole.length() > MAX_LENGTH) {
      shown = shown.substring(0, shown.offsetByCodePoints(0, MAX_LENGTH / 2)) + "…";
    }
    return BEGIN + shown + INSTEAD + instead + END;
  }

  /** {@code message} for those who may see what it quotes. */
  static String shown(String message) {
    return MARKED.matcher(message).replaceAll("$1");
  }

  /** {@code message} without what it quotes. */
  static String hidden(String message) {
    return MARKED.matcher(message).replaceAll("$2");
  }
}
