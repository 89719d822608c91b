package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** Uniform between two numbers. */
record Uniform(Initialiser.Uniform spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    return Draw.each(parameter, Draw.uniform(spec.low(), spec.high(), random));
  }
}
