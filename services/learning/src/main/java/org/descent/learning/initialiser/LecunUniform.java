package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** Uniform on ±gain · √(3 / fanIn): LeCun et al. 1998. */
record LecunUniform(Initialiser.LecunUniform spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    double limit = spec.gain() * Math.sqrt(3.0 / parameter.fanIn());
    return Draw.each(parameter, Draw.uniform(-limit, limit, random));
  }
}
