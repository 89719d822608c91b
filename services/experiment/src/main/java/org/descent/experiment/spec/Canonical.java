package org.descent.experiment.spec;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A document as one line of JSON with sorted keys: the same for equal documents. */
final class Canonical {
  private Canonical() {}

  static String text(Object plain) {
    if (plain instanceof Map<?, ?> map) {
      var sorted = new TreeMap<String, Object>();
      map.forEach((key, value) -> sorted.put(key.toString(), value));
      return sorted.entrySet().stream()
          .map(e -> quoted(e.getKey()) + ":" + text(e.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (plain instanceof List<?> list) {
      return list.stream().map(Canonical::text).collect(Collectors.joining(",", "[", "]"));
    }
    if (plain instanceof Number number) {
      return Numbers.text(number);
    }
    return plain instanceof String string ? quoted(string) : String.valueOf(plain);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
