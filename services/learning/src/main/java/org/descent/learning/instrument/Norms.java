package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.descent.contracts.spec.ParameterLayout;

/**
 * Euclidean lengths of a vector that has a number for each parameter: of all of it, and of each
 * layer's part. What is not trained is left out.
 */
final class Norms {
  private final String name;
  private final boolean layers;

  Norms(String name, boolean layers) {
    this.name = name;
    this.layers = layers;
  }

  List<String> curves(ParameterLayout layout) {
    var curves = new ArrayList<>(List.of(name));
    if (layers) {
      layout.trained().keySet().forEach(owner -> curves.add(name + "." + owner));
    }
    return curves;
  }

  /** One for each of the curves. */
  double[] of(ParameterLayout layout, double[] vector) {
    return of(layout, parameter -> square(parameter, vector));
  }

  private static double square(ParameterLayout.Parameter parameter, double[] vector) {
    double square = 0;
    for (int i = parameter.offset(); i < parameter.offset() + parameter.size(); i++) {
      square += vector[i] * vector[i];
    }
    return square;
  }

  /**
   * One for each of the curves.
   *
   * @param square of the length of an array's part, which is trained
   */
  double[] of(ParameterLayout layout, ToDoubleFunction<ParameterLayout.Parameter> square) {
    var squares = new ArrayList<Double>();
    double all = 0;
    for (var own : layout.trained().values()) {
      double part = 0;
      for (var parameter : own) {
        double array = square.applyAsDouble(parameter);
        part += array;
        all += array;
      }
      squares.add(part);
    }
    var norms = new ArrayList<>(List.of(Math.sqrt(all)));
    if (layers) {
      squares.forEach(own -> norms.add(Math.sqrt(own)));
    }
    return norms.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
