package org.descent.experiment.search.strategy;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.descent.experiment.search.space.Parameter;
import org.descent.experiment.search.space.Space;
import org.hipparchus.util.FastMath;

/**
 * A density over a space: a mixture of one kernel a point and a broad one, each the product over
 * its parameters of a normal distribution cut off at the ends, or of a preference for one option. A
 * parameter that a kernel's point does not have is uniform in that kernel, so that branches learn
 * from each other what they share.
 */
final class ParzenEstimator {
  private final Space space;
  private final List<Parameter> parameters;
  private final double[][] centres; // [kernel][parameter], NaN: uniform
  private final double[][] widths; // [kernel][parameter]
  private final double[][] logNormalisers; // [kernel][parameter]
  private final double[] cumulated; // weights of the kernels, summed up; the last is 1
  private final double[] logWeights;

  /**
   * @param points [kernel][parameter], canonical coordinates; NaN where a parameter does not exist
   * @param weights one a point, not negative
   * @param bandwidth of the kernels
   */
  ParzenEstimator(Space space, double[][] points, double[] weights, Bandwidth bandwidth) {
    this.space = space;
    this.parameters = space.parameters();
    int kernels = points.length + 1;
    this.centres = new double[kernels][];
    System.arraycopy(points, 0, centres, 0, points.length);
    centres[points.length] = new double[parameters.size()];
    java.util.Arrays.fill(centres[points.length], Double.NaN);
    this.widths = new double[kernels][parameters.size()];
    this.logNormalisers = new double[kernels][parameters.size()];
    for (int p = 0; p < parameters.size(); p++) {
      setKernels(p, bandwidth);
    }
    double sum = 1;
    for (double weight : weights) {
      sum += weight;
    }
    this.cumulated = new double[kernels];
    this.logWeights = new double[kernels];
    double before = 0;
    for (int k = 0; k < kernels; k++) {
      double weight = (k < weights.length ? weights[k] : 1) / sum;
      logWeights[k] = FastMath.log(weight);
      before += weight;
      cumulated[k] = before;
    }
  }

  /** How wide the kernels of one parameter are. */
  interface Bandwidth {
    /**
     * @param centres of the points that have the parameter, in any order
     * @return as many widths
     */
    double[] of(double[] centres, Parameter parameter);
  }

  private void setKernels(int p, Bandwidth bandwidth) {
    var having =
        java.util.stream.IntStream.range(0, centres.length)
            .filter(k -> !Double.isNaN(centres[k][p]))
            .toArray();
    if (!parameters.get(p).ordered()) {
      double options = parameters.get(p).size();
      // a kernel's own option has weight 1, and every option that of one kernel among them all
      for (int k : having) {
        double share = 1.0 / centres.length;
        widths[k][p] = share / (1 + share * options);
      }
      return;
    }
    var own = java.util.Arrays.stream(having).mapToDouble(k -> centres[k][p]).toArray();
    var chosen = bandwidth.of(own, parameters.get(p));
    for (int i = 0; i < having.length; i++) {
      int k = having[i];
      double width = chosen[i];
      widths[k][p] = width;
      double inside =
          Normal.roughly((1 - centres[k][p]) / width) - Normal.roughly(-centres[k][p] / width);
      logNormalisers[k][p] = -FastMath.log(width * FastMath.sqrt(2 * FastMath.PI) * inside);
    }
  }

  /** Coordinates of a point at random. */
  double[] sample(UniformRandomProvider random) {
    double at = random.nextDouble();
    int kernel = 0;
    while (kernel < cumulated.length - 1 && cumulated[kernel] <= at) {
      kernel++;
    }
    var gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    var units = new double[parameters.size()];
    for (int p = 0; p < units.length; p++) {
      double centre = centres[kernel][p];
      if (Double.isNaN(centre)) {
        units[p] = random.nextDouble();
      } else if (parameters.get(p).ordered()) {
        do {
          units[p] = centre + widths[kernel][p] * gaussian.sample();
        } while (units[p] < 0 || units[p] > 1);
      } else {
        double options = parameters.get(p).size();
        boolean other = random.nextDouble() < widths[kernel][p] * options;
        units[p] = other ? random.nextDouble() : centre;
      }
    }
    return units;
  }

  /**
   * The logarithm of the density at {@code units}, canonical coordinates with NaN where a parameter
   * does not exist; for options, of their probability times their number.
   */
  double logDensity(double[] units) {
    var logs = new double[centres.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < logs.length; k++) {
      logs[k] = logWeights[k] + logKernel(k, units);
      largest = Math.max(largest, logs[k]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += log > largest - 40 ? FastMath.exp(log - largest) : 0;
    }
    return largest + FastMath.log(sum);
  }

  private double logKernel(int k, double[] units) {
    double log = 0;
    for (int p = 0; p < units.length; p++) {
      if (Double.isNaN(units[p]) || Double.isNaN(centres[k][p])) {
        continue;
      }
      if (parameters.get(p).ordered()) {
        double z = (units[p] - centres[k][p]) / widths[k][p];
        log += logNormalisers[k][p] - z * z / 2;
      } else {
        double options = parameters.get(p).size();
        boolean same = Math.abs(units[p] - centres[k][p]) < 0.5 / options;
        double probability = widths[k][p] + (same ? 1 - widths[k][p] * options : 0);
        log += FastMath.log(probability * options);
      }
    }
    return log;
  }
}
