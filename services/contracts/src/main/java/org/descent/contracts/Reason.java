package org.descent.contracts;

import java.util.regex.Pattern;

/**
 * Why something has failed, in one line for people. What becomes part of an event, a log or an
 * answer is bounded here, whatever it quotes.
 */
public final class Reason {
  /** The most characters of a line. */
  public static final int MAX_LENGTH = 500;

  private static final String ELLIPSIS = " ...";

  /** What terminals obey, but for ends of lines and tabs, and what turns text around. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069&&[^\\n\\t]]");

  private Reason() {}

  /** What {@code trouble} says; where memory was short also how much there is. */
  public static String of(Throwable trouble) {
    var message = trouble.getMessage();
    var said =
        message == null || message.isBlank() ? trouble.getClass().getSimpleName() : message.strip();
    if (!(trouble instanceof OutOfMemoryError)) {
      return line(said);
    }
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    return line("memory is short: " + said + "; the heap is " + heap + " MB at most here");
  }

  /** {@code text} with nothing in it that a terminal or a log would obey. */
  public static String plain(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~')
        ? text // as most are, and this is asked often
        : UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
  }

  /**
   * {@code text} as one printable line of at most {@link #MAX_LENGTH} characters; null, which an
   * event that is being read may lack, stays null for its reader to name.
   */
  public static String line(String text) {
    if (text == null) {
      return null;
    }
    // The text may quote a whole file; what is cut off anyway is not searched for line breaks.
    var begin = text.length() > 4 * MAX_LENGTH ? text.substring(0, 4 * MAX_LENGTH) : text;
    var line = plain(begin.replaceAll("\\s*\\R\\s*", " ").strip());
    if (line.length() <= MAX_LENGTH && begin.length() == text.length()) {
      return line;
    }
    int end = Math.min(line.length(), MAX_LENGTH - ELLIPSIS.length());
    boolean splits = end > 0 && Character.isHighSurrogate(line.charAt(end - 1));
    return line.substring(0, splits ? end - 1 : end) + ELLIPSIS;
  }
}
