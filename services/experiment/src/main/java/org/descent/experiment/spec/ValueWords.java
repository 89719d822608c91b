package org.descent.experiment.spec;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a value that varies is called by people: {@code {momentum: {learningRate: 0.05}}} is {@code
 * momentum 0.05}, {@code [{dense: {units: 8}}, flatten]} is {@code dense 8 + flatten}.
 */
public final class ValueWords {
  /** What goes without saying where it comes first. */
  private static final Set<String> MAIN =
      Set.of("units", "filters", "learningRate", "rate", "sigma", "window", "size");

  private ValueWords() {}

  /** The words for what is written so; a word or a number is what it is. */
  public static String of(String written) {
    if (!written.startsWith("{") && !written.startsWith("[")) {
      return written;
    }
    try {
      return words(YamlText.parseArgument(written, "", new Problems()));
    } catch (Problems.Unusable e) {
      return written; // a name that happens to begin so
    }
  }

  private static String words(Tree tree) {
    if (tree instanceof Tree.Mapping map && !map.entries().isEmpty()) {
      return map.entries().entrySet().stream()
          .map(entry -> entry(entry.getKey(), entry.getValue(), first(map, entry.getKey())))
          .collect(Collectors.joining(", "));
    } else if (tree instanceof Tree.Sequence list && !list.items().isEmpty()) {
      return list(list.items());
    } else if (tree instanceof Tree.Scalar scalar) {
      return scalar.written();
    }
    return "none";
  }

  private static boolean first(Tree.Mapping map, String key) {
    return map.entries().keySet().iterator().next().equals(key);
  }

  private static String entry(String key, Tree value, boolean first) {
    if (value instanceof Tree.Empty
        || value instanceof Tree.Mapping map && map.entries().isEmpty()) {
      return key;
    }
    return first && MAIN.contains(key) ? words(value) : key + " " + words(value);
  }

  private static String list(List<Tree> items) {
    boolean numbers =
        items.stream().allMatch(i -> i instanceof Tree.Scalar s && s.value() instanceof Number);
    return items.stream().map(ValueWords::words).collect(Collectors.joining(numbers ? "×" : " + "));
  }
}
