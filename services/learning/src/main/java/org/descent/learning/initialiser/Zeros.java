package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** 0. */
record Zeros(Initialiser.Zeros spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    return new double[parameter.size()];
  }
}
