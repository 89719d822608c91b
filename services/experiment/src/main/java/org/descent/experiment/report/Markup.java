package org.descent.experiment.report;

import java.util.Locale;
import org.descent.experiment.results.Numbers;

/** HTML or SVG being written: elements, attributes, escaped text. */
final class Markup {
  private final StringBuilder out = new StringBuilder();

  /**
   * An opening tag.
   *
   * @param attributes names and values in turn; values are escaped
   */
  Markup open(String element, Object... attributes) {
    tag(element, attributes);
    out.append('>');
    return this;
  }

  /** An element without content that closes itself, as SVG has them. */
  Markup leaf(String element, Object... attributes) {
    tag(element, attributes);
    out.append("/>");
    return this;
  }

  Markup close(String element) {
    out.append("</").append(element).append('>');
    return this;
  }

  /** An element with nothing but text in it. */
  Markup element(String element, String text, Object... attributes) {
    return open(element, attributes).text(text).close(element);
  }

  /**
   * Words to be read in a picture.
   *
   * @param anchor which end of them is at x
   */
  Markup label(double x, double y, String anchor, String text) {
    return words(x, y, anchor, text, "ink", Ink.TEXT);
  }

  /** The same beside what is to be read, as along an axis. */
  Markup note(double x, double y, String anchor, String text) {
    return words(x, y, anchor, text, "ink-2", Ink.FAINT_TEXT);
  }

  private Markup words(double x, double y, String anchor, String text, String ink, String fill) {
    return element(
        "text",
        text,
        "x",
        x,
        "y",
        y,
        "text-anchor",
        anchor,
        "font-size",
        12,
        "class",
        ink,
        "fill",
        fill);
  }

  /** What {@code path} encloses, in a series' colour. */
  Markup area(CharSequence path, int colour, double opacity) {
    return leaf(
        "path",
        "d",
        path,
        "fill",
        Ink.series(colour),
        "fill-opacity",
        String.format(Locale.ROOT, "%.3f", opacity),
        "class",
        Ink.fill(colour));
  }

  /** A line along {@code path}, in a colour that {@code kind} may change. */
  Markup line(CharSequence path, String colour, double width, String kind) {
    return leaf(
        "path", "d", path, "fill", "none", "stroke", colour, "stroke-width", width, "class", kind);
  }

  Markup text(String text) {
    out.append(escaped(text));
    return this;
  }

  /** Markup that is known to be sound. */
  Markup raw(String markup) {
    out.append(markup);
    return this;
  }

  private void tag(String element, Object... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      var value = attributes[i + 1];
      var text = value instanceof Double d ? Numbers.place(d) : String.valueOf(value);
      out.append(' ').append(attributes[i]).append("=\"").append(escaped(text)).append('"');
    }
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
