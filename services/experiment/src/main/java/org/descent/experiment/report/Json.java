package org.descent.experiment.report;

import java.util.Collection;
import java.util.Map;
import org.descent.experiment.results.Numbers;

/** Plain values as JSON that may stand inside an HTML script element. */
final class Json {
  private final StringBuilder out = new StringBuilder();
  private final boolean exact;

  private Json(boolean exact) {
    this.exact = exact;
  }

  /**
   * @param value maps, collections, arrays of numbers, numbers, truth values, strings, null; a
   *     number that is not finite is null; fractions keep five digits, which a drawing cannot tell
   *     from more
   */
  static String of(Object value) {
    return written(value, new Json(false));
  }

  /** The same with every digit. */
  static String exact(Object value) {
    return written(value, new Json(true));
  }

  private static String written(Object value, Json json) {
    json.write(value);
    return json.out.toString();
  }

  private void write(Object value) {
    if (value instanceof Map<?, ?> map) {
      String separator = "{";
      for (var entry : map.entrySet()) {
        out.append(separator);
        string(entry.getKey().toString());
        out.append(':');
        write(entry.getValue());
        separator = ",";
      }
      out.append(map.isEmpty() ? "{}" : "}");
    } else if (value instanceof Collection<?> items) {
      String separator = "[";
      for (var item : items) {
        out.append(separator);
        write(item);
        separator = ",";
      }
      out.append(items.isEmpty() ? "[]" : "]");
    } else if (value instanceof double[] numbers) {
      out.append('[');
      for (int i = 0; i < numbers.length; i++) {
        out.append(i == 0 ? "" : ",").append(number(numbers[i]));
      }
      out.append(']');
    } else if (value instanceof Double || value instanceof Float) {
      out.append(number(((Number) value).doubleValue()));
    } else if (value == null || value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      string(value.toString());
    }
  }

  private String number(double value) {
    if (!Double.isFinite(value)) {
      return "null";
    }
    return exact ? Double.toString(value) : Numbers.significant(value, 5);
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
