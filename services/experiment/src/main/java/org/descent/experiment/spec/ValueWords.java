package org.descent.experiment.spec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.descent.contracts.Decimal;
import org.descent.experiment.Variant;

/**
 * What a value that varies is called by people: {@code {momentum: {learningRate: 0.05}}} is {@code
 * momentum 0.05}, {@code [{dense: {units: 8}}, flatten]} is {@code dense 8 + flatten}.
 */
public final class ValueWords {
  /** What goes without saying; one of each map. */
  private static final Set<String> MAIN =
      Set.of("units", "filters", "learningRate", "rate", "sigma", "window", "size");

  /** Values that leave one guessing at what they are of. */
  private static final Pattern SILENT =
      Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?|true|false|none");

  private static final Pattern FRACTION = Pattern.compile("[-+]?[0-9]+[.][0-9]+([eE][-+]?[0-9]+)?");

  /** So many digits hardly anybody writes; a search draws them. */
  private static final int DRAWN = 6;

  private static final Pattern ROOM = Pattern.compile("^(network|optimiser|update)[.]");
  private static final Pattern CAMEL = Pattern.compile("(?<=[a-z])[A-Z]");

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

  /**
   * What a combination is called. Of several values one that does not say what it is of goes with
   * the words of its axis: {@code l2, learning rate 0.08, momentum 0}. One alone is called by
   * itself, as results have always had it.
   *
   * @param settings axis name → value as written, at least one
   */
  static String label(Map<String, String> settings) {
    return settings.size() == 1 ? of(settings.values().iterator().next()) : told(settings);
  }

  /** The same for pictures and sentences, where a number alone says nothing either. */
  public static String told(String label, Map<String, String> settings) {
    return settings.isEmpty() ? label : told(settings);
  }

  /** What a variant is called in pictures and sentences. */
  public static String told(Variant variant) {
    return told(variant.label(), variant.settings());
  }

  /**
   * The same of settings by themselves; empty for none. What was searched within an option goes
   * with its word, {@code adam 0.02582}, and a number that was drawn has four digits.
   */
  public static String told(Map<String, String> settings) {
    var words = new ArrayList<String>();
    settings.forEach(
        (axis, written) -> {
          int dot = axis.lastIndexOf('.');
          var option = axis.substring(0, Math.max(0, dot));
          var name = settings.containsValue(option) ? axis.substring(dot + 1) : axis;
          if (written.isEmpty()) {
            return; // within an option that was not taken
          } else if (!SILENT.matcher(written).matches()) {
            words.add(of(written));
          } else if (MAIN.contains(name)
              && words.contains(option)
              && !settings.containsKey(option)) {
            words.set(words.indexOf(option), option + " " + drawn(written));
          } else {
            words.add(axis(name) + " " + drawn(written));
          }
        });
    return String.join(", ", words);
  }

  private static String drawn(String written) {
    if (!FRACTION.matcher(written).matches()) {
      return written;
    }
    var number = new BigDecimal(written);
    return number.precision() < DRAWN
        ? written
        : Decimal.text(number.round(new MathContext(DRAWN - 2)).doubleValue());
  }

  /** {@code learningRate} as people write it; of a path what tells it from others of its kind. */
  public static String axis(String name) {
    var place = ROOM.matcher(name).replaceFirst("").replace('.', ' ');
    return CAMEL.matcher(place).replaceAll(hump -> " " + hump.group().toLowerCase(Locale.ROOT));
  }

  private static String words(Tree tree) {
    if (tree instanceof Tree.Mapping map && !map.entries().isEmpty()) {
      return mapping(map);
    } else if (tree instanceof Tree.Sequence list && !list.items().isEmpty()) {
      return list(list.items());
    } else if (tree instanceof Tree.Scalar scalar) {
      return scalar.written();
    }
    return "none";
  }

  /** What goes without saying first: documents have their keys in any order. */
  private static String mapping(Tree.Mapping map) {
    var main = map.entries().keySet().stream().filter(MAIN::contains).findFirst();
    var words = new ArrayList<String>();
    main.ifPresent(key -> words.add(words(map.at(key))));
    map.entries()
        .forEach(
            (key, value) -> {
              if (main.filter(key::equals).isEmpty()) {
                words.add(empty(value) ? key : key + " " + words(value));
              }
            });
    return String.join(", ", words);
  }

  private static boolean empty(Tree value) {
    return value instanceof Tree.Empty
        || value instanceof Tree.Mapping map && map.entries().isEmpty();
  }

  private static String list(List<Tree> items) {
    boolean numbers =
        items.stream().allMatch(i -> i instanceof Tree.Scalar s && s.value() instanceof Number);
    return items.stream().map(ValueWords::words).collect(Collectors.joining(numbers ? "×" : " + "));
  }
}
