package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** Uniform on ±gain / √fanIn, where that is what PyTorch takes for it. */
record FanInUniform(Initialiser.FanInUniform spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    double limit = spec.gain() * Math.sqrt(1.0 / parameter.torchFan());
    return Draw.each(parameter, Draw.uniform(-limit, limit, random));
  }
}
