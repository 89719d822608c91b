package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.descent.experiment.results.ExperimentResult.VariantResult;

/**
 * Variants that differ in one axis of numbers alone.
 *
 * @param others what they have in common, axis → value
 * @param variants by their value of the axis, in its order
 */
record AxisLine(Map<String, String> others, TreeMap<Double, VariantResult> variants) {
  /** All lines along {@code axis} that {@code variants} make. */
  static List<AxisLine> along(String axis, List<VariantResult> variants) {
    return along(axis, "", variants);
  }

  /** The same, where it does not count which value of {@code ignored} a variant has. */
  static List<AxisLine> along(String axis, String ignored, List<VariantResult> variants) {
    var lines = new LinkedHashMap<Map<String, String>, TreeMap<Double, VariantResult>>();
    for (var variant : variants) {
      var others = new LinkedHashMap<>(variant.settings());
      double at = Double.parseDouble(others.remove(axis));
      others.remove(ignored);
      lines.computeIfAbsent(others, o -> new TreeMap<>()).put(at, variant);
    }
    var all = new ArrayList<AxisLine>();
    lines.forEach((others, line) -> all.add(new AxisLine(others, line)));
    return all;
  }

  /** What it is called before something that is said of it: nothing where there is one alone. */
  String prefix() {
    return others.isEmpty() ? "" : String.join(", ", others.values()) + ": ";
  }
}
