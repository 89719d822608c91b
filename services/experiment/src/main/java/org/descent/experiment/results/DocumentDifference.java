package org.descent.experiment.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.descent.contracts.Decimal;

/**
 * A place at which the documents of two experiments say something else.
 *
 * @param path {@code network.layers[0].dense.units}
 * @param first what the first says, as it is written in one line; null where it says nothing, so
 *     that the default holds
 * @param second the same of the second
 */
public record DocumentDifference(
    String path,
    @JsonInclude(JsonInclude.Include.ALWAYS) String first,
    @JsonInclude(JsonInclude.Include.ALWAYS) String second) {
  /** Names differ between any two experiments. */
  private static final Set<String> NAMES = Set.of("name", "title");

  /**
   * All places at which {@code first} and {@code second} differ, but for their names, in the order
   * of the first.
   */
  public static List<DocumentDifference> between(
      Map<String, Object> first, Map<String, Object> second) {
    var one = new LinkedHashMap<String, String>();
    var other = new LinkedHashMap<String, String>();
    flatten("", first, one);
    flatten("", second, other);
    var paths = new LinkedHashSet<>(one.keySet());
    paths.addAll(other.keySet());
    paths.removeAll(NAMES);
    var differences = new ArrayList<DocumentDifference>();
    for (var path : paths) {
      var difference = new DocumentDifference(path, one.get(path), other.get(path));
      if (!Objects.equals(difference.first, difference.second)) {
        differences.add(difference);
      }
    }
    return differences;
  }

  private static void flatten(String path, Object value, Map<String, String> places) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      map.forEach(
          (key, entry) -> flatten(path.isEmpty() ? "" + key : path + "." + key, entry, places));
    } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
      for (int i = 0; i < list.size(); i++) {
        flatten(path + "[" + i + "]", list.get(i), places);
      }
    } else {
      places.put(path, text(value));
    }
  }

  private static String text(Object value) {
    if (value instanceof List<?> list) {
      return list.stream()
          .map(DocumentDifference::text)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    // 1.0 and 1 are one number
    return value instanceof Number number && Double.isFinite(number.doubleValue())
        ? Decimal.text(new BigDecimal(number.toString()).doubleValue())
        : String.valueOf(value);
  }
}
