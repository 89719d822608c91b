package org.descent.experiment.search.strategy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
  private final List<Parameter> parameters;
  private final int kernels;
  private final boolean[] ordered; // [parameter]
  private final boolean[][] has; // [parameter][kernel]; else it is uniform there
  private final double[][] centres; // [parameter][kernel]
  private final double[][] widths; // [parameter][kernel]
  private final double[][] logNormalisers; // [parameter][kernel]
  private final double[] cumulated; // weights of the kernels, summed up; the last is 1
  private final double[] logWeights;

  /**
   * @param points [kernel][parameter], canonical coordinates; NaN where a parameter does not exist
   * @param weights one a point, not negative
   * @param bandwidth of the kernels
   */
  ParzenEstimator(Space space, double[][] points, double[] weights, Bandwidth bandwidth) {
    this.parameters = space.parameters();
    this.kernels = points.length + 1; // the last has no parameters
    int count = parameters.size();
    this.ordered = new boolean[count];
    this.has = new boolean[count][kernels];
    this.centres = new double[count][kernels];
    this.widths = new double[count][kernels];
    this.logNormalisers = new double[count][kernels];
    for (int p = 0; p < count; p++) {
      ordered[p] = parameters.get(p).ordered();
      for (int k = 0; k < points.length; k++) {
        has[p][k] = !Double.isNaN(points[k][p]);
        centres[p][k] = has[p][k] ? points[k][p] : 0;
      }
      Arrays.fill(widths[p], Double.POSITIVE_INFINITY);
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
    int[] having = IntStream.range(0, kernels).filter(k -> has[p][k]).toArray();
    if (!ordered[p]) {
      double options = parameters.get(p).size();
      // a kernel's own option has weight 1, and every option that of one kernel among them all
      for (int k : having) {
        double share = 1.0 / kernels;
        widths[p][k] = share / (1 + share * options);
      }
      return;
    }
    var own = Arrays.stream(having).mapToDouble(k -> centres[p][k]).toArray();
    var chosen = bandwidth.of(own, parameters.get(p));
    for (int i = 0; i < having.length; i++) {
      int k = having[i];
      double width = chosen[i];
      widths[p][k] = width;
      double inside =
          Normal.roughly((1 - centres[p][k]) / width) - Normal.roughly(-centres[p][k] / width);
      logNormalisers[p][k] = -FastMath.log(width * FastMath.sqrt(2 * FastMath.PI) * inside);
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
      double centre = centres[p][kernel];
      if (!has[p][kernel]) {
        units[p] = random.nextDouble();
      } else if (ordered[p]) {
        do {
          units[p] = centre + widths[p][kernel] * gaussian.sample();
        } while (units[p] < 0 || units[p] > 1);
      } else {
        double options = parameters.get(p).size();
        boolean other = random.nextDouble() < widths[p][kernel] * options;
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
    var logs = new double[kernels];
    for (int p = 0; p < units.length; p++) {
      if (Double.isNaN(units[p])) {
        continue;
      }
      if (ordered[p]) {
        addNumber(logs, p, units[p]);
      } else {
        addOption(logs, p, units[p]);
      }
    }
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < kernels; k++) {
      logs[k] = logWeights[k] + logs[k];
      largest = Math.max(largest, logs[k]);
    }
    double sum = 0;
    for (double log : logs) {
      sum += log > largest - 40 ? FastMath.exp(log - largest) : 0;
    }
    return largest + FastMath.log(sum);
  }

  /** A kernel without the parameter has normaliser 0 and width ∞: nothing is added there. */
  private void addNumber(double[] logs, int p, double unit) {
    double[] centre = centres[p];
    double[] width = widths[p];
    double[] normaliser = logNormalisers[p];
    for (int k = 0; k < logs.length; k++) {
      double z = (unit - centre[k]) / width[k];
      logs[k] += normaliser[k] - z * z / 2;
    }
  }

  private void addOption(double[] logs, int p, double unit) {
    double options = parameters.get(p).size();
    for (int k = 0; k < logs.length; k++) {
      if (has[p][k]) {
        boolean same = Math.abs(unit - centres[p][k]) < 0.5 / options;
        double probability = widths[p][k] + (same ? 1 - widths[p][k] * options : 0);
        logs[k] += FastMath.log(probability * options);
      }
    }
  }
}
