package org.descent.learning;

import java.util.function.DoubleSupplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.descent.contracts.spec.InitialisationSpec;
import org.descent.contracts.spec.Initialiser;
import org.descent.contracts.spec.ParameterLayout;

/**
 * The weights a trial starts from, drawn in Java so that they are the same on every machine.
 *
 * <p>Each parameter array has a random stream of its own, given by the seed and the array's place
 * in the layout: trials with one seed and one layout start alike whatever their loss, activation or
 * optimiser, and a change to one array's initialiser leaves the others as they are. Normal numbers
 * come from the modified ziggurat of McFarland 2016; all arithmetic is in double, rounded to
 * float32 at the end.
 */
public final class InitialWeights {
  /** The generator's name and revision, for provenance. */
  public static final String GENERATOR =
      "XO_RO_SHI_RO_128_PP by SplitMix64, modified ziggurat (Commons RNG), revision 1";

  private InitialWeights() {}

  /**
   * Draws every parameter of {@code layout}.
   *
   * @return flat weights, [layout.size()]
   */
  public static float[] draw(ParameterLayout layout, InitialisationSpec spec, long seed) {
    var weights = new float[layout.size()];
    var parameters = layout.parameters();
    for (int array = 0; array < parameters.size(); array++) {
      var parameter = parameters.get(array);
      var initialiser = parameter.bias() ? spec.biases() : spec.weights();
      var source = source(initialiser, parameter, RandomStreams.of(seed, array));
      int end = parameter.offset() + parameter.size();
      for (int i = parameter.offset(); i < end; i++) {
        weights[i] = (float) source.getAsDouble();
      }
    }
    return weights;
  }

  private static DoubleSupplier source(
      Initialiser initialiser, ParameterLayout.Parameter parameter, UniformRandomProvider random) {
    if (initialiser instanceof Initialiser.Constant constant) {
      return constant::value;
    }
    if (initialiser instanceof Initialiser.Uniform uniform) {
      return uniform(uniform.low(), uniform.high(), random);
    }
    if (initialiser instanceof Initialiser.Normal normal) {
      return normal(normal.sigma(), random);
    }
    if (initialiser instanceof Initialiser.TruncatedNormal truncated) {
      return truncatedNormal(truncated.sigma(), random);
    }
    if (initialiser instanceof Initialiser.GlorotUniform) {
      double limit = Math.sqrt(6.0 / (parameter.fanIn() + parameter.fanOut()));
      return uniform(-limit, limit, random);
    }
    if (initialiser instanceof Initialiser.HeNormal) {
      return normal(Math.sqrt(2.0 / parameter.fanIn()), random);
    }
    throw new IllegalArgumentException("unknown initialiser " + initialiser);
  }

  private static DoubleSupplier uniform(double low, double high, UniformRandomProvider random) {
    return () -> low + (high - low) * random.nextDouble();
  }

  private static DoubleSupplier normal(double sigma, UniformRandomProvider random) {
    var standard = ZigguratSampler.NormalizedGaussian.of(random);
    return () -> sigma * standard.sample();
  }

  private static DoubleSupplier truncatedNormal(double sigma, UniformRandomProvider random) {
    var standard = ZigguratSampler.NormalizedGaussian.of(random);
    return () -> {
      double z = standard.sample();
      while (Math.abs(z) > 2) {
        z = standard.sample();
      }
      return sigma * z;
    };
  }
}
