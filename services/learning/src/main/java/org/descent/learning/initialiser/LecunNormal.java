package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** Normal with standard deviation gain · √(1 / fanIn): LeCun et al. 1998. */
record LecunNormal(Initialiser.LecunNormal spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    double sigma = spec.gain() * Math.sqrt(1.0 / parameter.fanIn());
    return Draw.each(parameter, Draw.normal(sigma, random));
  }
}
