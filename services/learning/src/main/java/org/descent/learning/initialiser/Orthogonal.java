package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/**
 * The orthogonal factor of a matrix of normal numbers by modified Gram–Schmidt, whose triangular
 * factor has a positive diagonal, so that no direction is preferred (Mezzadri 2007).
 */
record Orthogonal(Initialiser.Orthogonal spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    int outputs = parameter.shape().get(parameter.shape().size() - 1);
    int inputs = parameter.size() / outputs;
    boolean wide = outputs > inputs;
    var vectors = new double[Math.min(inputs, outputs)][Math.max(inputs, outputs)];
    var standard = Draw.normal(1, random);
    for (int i = 0; i < vectors.length; i++) {
      for (int k = 0; k < vectors[i].length; k++) {
        vectors[i][k] = standard.getAsDouble();
      }
      orthonormalise(vectors, i);
    }
    var elements = new double[parameter.size()];
    for (int i = 0; i < vectors.length; i++) {
      for (int k = 0; k < vectors[i].length; k++) {
        elements[wide ? i * outputs + k : k * outputs + i] = spec.gain() * vectors[i][k];
      }
    }
    return elements;
  }

  private static void orthonormalise(double[][] vectors, int index) {
    var vector = vectors[index];
    for (int before = 0; before < index; before++) {
      double share = dot(vectors[before], vector);
      for (int k = 0; k < vector.length; k++) {
        vector[k] -= share * vectors[before][k];
      }
    }
    double length = Math.sqrt(dot(vector, vector));
    for (int k = 0; k < vector.length; k++) {
      vector[k] /= length;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
