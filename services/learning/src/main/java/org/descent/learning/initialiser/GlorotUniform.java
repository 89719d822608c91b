package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** Uniform on ±gain · √(6 / (fanIn + fanOut)): Glorot &amp; Bengio 2010. */
record GlorotUniform(Initialiser.GlorotUniform spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    double limit = spec.gain() * Math.sqrt(6.0 / (parameter.fanIn() + parameter.fanOut()));
    return Draw.each(parameter, Draw.uniform(-limit, limit, random));
  }
}
