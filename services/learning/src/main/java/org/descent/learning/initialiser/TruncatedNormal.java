package org.descent.learning.initialiser;

import org.apache.commons.rng.UniformRandomProvider;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/** Normal with mean 0, drawn again beyond two standard deviations. */
record TruncatedNormal(Initialiser.TruncatedNormal spec) implements Draw {
  @Override
  public double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    var standard = Draw.normal(1, random);
    return Draw.each(
        parameter,
        () -> {
          double z = standard.getAsDouble();
          while (Math.abs(z) > 2) {
            z = standard.getAsDouble();
          }
          return spec.sigma() * z;
        });
  }
}
