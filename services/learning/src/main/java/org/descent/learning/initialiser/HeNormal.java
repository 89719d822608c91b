package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** Normal with standard deviation √(2 / fanIn): He et al. 2015. */
record HeNormal(Initialiser.HeNormal spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    return Draw.each(parameter, Draw.normal(Math.sqrt(2.0 / parameter.fanIn()), random));
  }
}
