package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.ParameterLayout;

/** The trained elements of a vector that has one for each parameter: all, and each layer's. */
final class Parts {
  private Parts() {}

  /** The names of curves: {@code names} of all, then of each layer's part, {@code name.layer0}. */
  static List<String> curves(List<String> names, boolean layers, ParameterLayout layout) {
    var curves = new ArrayList<>(names);
    if (layers) {
      for (var owner : layout.trained().keySet()) {
        names.forEach(name -> curves.add(name + "." + owner));
      }
    }
    return curves;
  }

  /** All elements, then each layer's. */
  static List<double[]> of(double[] vector, boolean layers, ParameterLayout layout) {
    var parts = new ArrayList<double[]>();
    parts.add(all(layout).part(vector));
    if (layers) {
      blocks(layout).forEach(block -> parts.add(block.part(vector)));
    }
    return parts;
  }

  private static Block all(ParameterLayout layout) {
    return new Block(layout.trained().values().stream().flatMap(List::stream).toList());
  }

  /** What is trained of each layer and head, in the order of their curves. */
  static List<Block> blocks(ParameterLayout layout) {
    return layout.trained().values().stream().map(Block::new).toList();
  }
}
