package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** Normal with standard deviation gain · √(2 / (fanIn + fanOut)): Glorot &amp; Bengio 2010. */
record GlorotNormal(Initialiser.GlorotNormal spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    double sigma = spec.gain() * Math.sqrt(2.0 / (parameter.fanIn() + parameter.fanOut()));
    return Draw.each(parameter, Draw.normal(sigma, random));
  }
}
