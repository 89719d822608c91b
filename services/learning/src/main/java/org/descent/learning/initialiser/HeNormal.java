package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** Normal with standard deviation gain · √(2 / fanIn): He et al. 2015. */
record HeNormal(Initialiser.HeNormal spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    double sigma = spec.gain() * Math.sqrt(2.0 / parameter.fanIn());
    return Draw.each(parameter, Draw.normal(sigma, random));
  }
}
