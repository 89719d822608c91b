package org.descent.learning.initialiser;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.descent.contracts.spec.ParameterLayout;

/** Draws where one array of parameters starts. */
public interface Draw {
  /** All its elements, row-major. */
  double[] of(ParameterLayout.Parameter parameter, UniformRandomProvider random);

  /** Elements one after the other, each by itself. */
  static double[] each(ParameterLayout.Parameter parameter, DoubleSupplier source) {
    var elements = new double[parameter.size()];
    Arrays.setAll(elements, i -> source.getAsDouble());
    return elements;
  }

  /** Uniform on [low, high). */
  static DoubleSupplier uniform(double low, double high, UniformRandomProvider random) {
    return () -> low + (high - low) * random.nextDouble();
  }

  /** Normal with mean 0, by the modified ziggurat of McFarland 2016. */
  static DoubleSupplier normal(double sigma, UniformRandomProvider random) {
    var standard = ZigguratSampler.NormalizedGaussian.of(random);
    return () -> sigma * standard.sample();
  }
}
