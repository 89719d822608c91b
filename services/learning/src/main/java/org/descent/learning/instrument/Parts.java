package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.ParameterLayout;

/** The trained elements of a vector that has one for each parameter: all, and each layer's. */
final class Parts {
  private Parts() {}

  /** The names of curves: {@code names} of all, then of each layer's part, {@code name.layer0}. */
  static List<String> curves(List<String> names, boolean layers, ParameterLayout layout) {
    var curves = new ArrayList<>(names);
    if (layers) {
      for (var owner : owners(layout).keySet()) {
        names.forEach(name -> curves.add(name + "." + owner));
      }
    }
    return curves;
  }

  /** All elements, then each layer's. */
  static List<double[]> of(double[] vector, boolean layers, ParameterLayout layout) {
    var parts = new ArrayList<double[]>();
    var owners = owners(layout);
    parts.add(elements(vector, owners.values().stream().flatMap(List::stream).toList()));
    if (layers) {
      owners.values().forEach(own -> parts.add(elements(vector, own)));
    }
    return parts;
  }

  private static double[] elements(double[] vector, List<ParameterLayout.Parameter> own) {
    var elements = new double[own.stream().mapToInt(ParameterLayout.Parameter::size).sum()];
    int at = 0;
    for (var parameter : own) {
      System.arraycopy(vector, parameter.offset(), elements, at, parameter.size());
      at += parameter.size();
    }
    return elements;
  }

  /** What is trained, by layer or head. */
  private static Map<String, List<ParameterLayout.Parameter>> owners(ParameterLayout layout) {
    var owners = new LinkedHashMap<String, List<ParameterLayout.Parameter>>();
    for (var parameter : layout.parameters()) {
      if (parameter.role().trained()) {
        var owner = parameter.name().substring(0, parameter.name().indexOf('/'));
        owners.computeIfAbsent(owner, o -> new ArrayList<>()).add(parameter);
      }
    }
    return owners;
  }
}
