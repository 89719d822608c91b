package org.descent.experiment.spec;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes an experiment's document the way people write it: maps in block style, lists of plain
 * values in one line, nothing quoted that need not be. Reading it gives the same document.
 */
public final class DocumentYaml {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9 _./()×→,-]*[A-Za-z0-9_)]");
  private static final Pattern WORD_WITH_A_MEANING =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n");

  private DocumentYaml() {}

  /** The text of {@code document}. */
  public static String of(Map<String, Object> document) {
    var text = new StringBuilder();
    map(document, 0, text);
    return text.toString();
  }

  private static void map(Map<?, ?> map, int indent, StringBuilder text) {
    map.forEach(
        (key, value) -> {
          text.append("  ".repeat(indent)).append(string(String.valueOf(key), false)).append(':');
          value(value, indent, text);
        });
  }

  private static void value(Object value, int indent, StringBuilder text) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      text.append('\n');
      map(map, indent + 1, text);
    } else if (value instanceof List<?> list && list.stream().anyMatch(DocumentYaml::nested)) {
      text.append('\n');
      for (var element : list) {
        text.append("  ".repeat(indent + 1)).append("- ").append(flow(element)).append('\n');
      }
    } else {
      text.append(' ').append(flow(value, false)).append('\n');
    }
  }

  private static boolean nested(Object value) {
    return value instanceof Map || value instanceof List;
  }

  private static String flow(Object value) {
    return flow(value, true);
  }

  private static String flow(Object value, boolean inside) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> string(String.valueOf(e.getKey()), true) + ": " + flow(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (value instanceof List<?> list) {
      return list.stream().map(DocumentYaml::flow).collect(Collectors.joining(", ", "[", "]"));
    } else if (value instanceof String string) {
      return string(string, inside);
    }
    // YAML 1.1 knows 1.0e+30 as a number, but not Java's 1.0E30.
    return String.valueOf(value).replaceFirst("E(\\d)", "e+$1").replace("E-", "e-");
  }

  private static String string(String string, boolean inside) {
    if (PLAIN.matcher(string).matches()
        && !WORD_WITH_A_MEANING.matcher(string).matches()
        && !(inside && string.contains(","))) {
      return string;
    }
    return quoted(string);
  }

  /** In double quotes, as JSON and YAML both have it. */
  private static String quoted(String string) {
    var text = new StringBuilder("\"");
    for (char c : string.toCharArray()) {
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c == '\n') {
        text.append("\\n");
      } else if (c == '\t') {
        text.append("\\t");
      } else if (c < ' ' || c == '\u007f') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append('"').toString();
  }
}
