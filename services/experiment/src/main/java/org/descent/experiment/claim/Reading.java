package org.descent.experiment.claim;

import java.util.regex.Pattern;
import org.descent.contracts.InvalidSpec;

/** The text of a claim, and how far it has been read. */
final class Reading {
  private static final String EXPECTED =
      "expected for example 'iterations of {loss=l2} > iterations of {loss=cross-entropy}',"
          + " 'test.error of all < 0.05', 'every train.accuracy of all <= 0.75',"
          + " 'share(converged) of {loss=l2} >= 0.9' or 'max(test.error) at units in 30..45'";

  static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

  private final String text;
  private int at;

  Reading(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  int at() {
    return at;
  }

  void back(int to) {
    at = to;
  }

  boolean ended() {
    space();
    return at >= text.length();
  }

  /** What comes next; 0 at the end. */
  char next() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  void skip() {
    at++;
  }

  boolean looksLike(Pattern pattern) {
    space();
    return pattern.matcher(text).region(at, text.length()).lookingAt();
  }

  /** What {@code pattern} makes of what comes next, or nothing. */
  String matching(Pattern pattern) {
    space();
    var matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      return "";
    }
    at = matcher.end();
    return matcher.group();
  }

  double number() {
    space();
    var matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw stray("a number");
    }
    int end = matcher.end();
    if (text.startsWith("..", end - 1)) {
      end--; // the point belongs to the two of a range
    }
    double number = Double.parseDouble(text.substring(at, end));
    at = end;
    if (!Double.isFinite(number)) {
      throw new InvalidSpec(String.format("'%s': a number that is too large", text));
    }
    return number;
  }

  String word() {
    space();
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(next()) || ".-_".indexOf(next()) >= 0)) {
      at++;
    }
    return text.substring(from, at);
  }

  /** All up to the last {@code what}. */
  String until(String what, String expected) {
    space();
    int end = text.lastIndexOf(what);
    if (end < at) {
      throw stray(expected);
    }
    var found = text.substring(at, end).strip();
    at = end;
    return found;
  }

  /** Whether {@code what} stands somewhere in the rest. */
  boolean has(String what) {
    return text.indexOf(what, at) >= 0;
  }

  /** Goes on behind {@code token} if that comes next; a word only as a whole. */
  boolean takes(String token) {
    space();
    if (!text.startsWith(token, at)) {
      return false;
    }
    int end = at + token.length();
    boolean word = Character.isLetter(token.charAt(0));
    if (word && end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      return false;
    }
    at = end;
    return true;
  }

  void need(String token) {
    if (!takes(token)) {
      throw stray("'" + token + "'");
    }
  }

  void space() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  /** What is wrong where it stands. */
  InvalidSpec stray(String expected) {
    var rest = ended() ? "it ends" : "'" + text.substring(at) + "'";
    return new InvalidSpec(
        String.format("%s where %s is expected in '%s'; %s", rest, expected, text, EXPECTED));
  }
}
