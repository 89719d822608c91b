package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** Gain where an input is the output's own, else 0. */
record Identity(Initialiser.Identity spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    int outputs = parameter.shape().get(parameter.shape().size() - 1);
    var elements = new double[parameter.size()];
    for (int i = 0; i < Math.min(outputs, elements.length / outputs); i++) {
      elements[i * outputs + i] = spec.gain();
    }
    return elements;
  }
}
