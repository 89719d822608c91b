package org.descent.experiment.search.strategy;

import java.util.Arrays;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.util.FastMath;

/**
 * The distribution of CMA-ES and how a generation changes it (Hansen 2016, "The CMA Evolution
 * Strategy: A Tutorial", figure 6 and table 1, with negative weights).
 *
 * @param generation how many it has seen
 * @param mean [n]
 * @param sigma the step size
 * @param covariance [n, n]
 * @param covariancePath pc, [n]
 * @param stepPath pσ, [n]
 */
record Evolution(
    int generation,
    double[] mean,
    double sigma,
    double[][] covariance,
    double[] covariancePath,
    double[] stepPath) {
  /** A sphere around {@code mean}. */
  static Evolution around(double[] mean, double sigma) {
    int n = mean.length;
    var identity = new double[n][n];
    for (int i = 0; i < n; i++) {
      identity[i][i] = 1;
    }
    return new Evolution(0, mean, sigma, identity, new double[n], new double[n]);
  }

  /** What depends on the number of dimensions and of individuals alone: table 1. */
  record Constants(
      int n,
      double[] weights,
      double effective,
      double cs,
      double ds,
      double cc,
      double c1,
      double cm) {
    static Constants of(int n, int individuals) {
      var raw = new double[individuals];
      int parents = individuals / 2;
      for (int i = 0; i < individuals; i++) {
        raw[i] = FastMath.log((individuals + 1) / 2.0) - FastMath.log(i + 1.0);
      }
      double sum = Arrays.stream(raw, 0, parents).sum();
      double squares = Arrays.stream(raw, 0, parents).map(w -> w * w).sum();
      double effective = sum * sum / squares;
      double cs = (effective + 2) / (n + effective + 5);
      double ds = 1 + 2 * Math.max(0, FastMath.sqrt((effective - 1) / (n + 1)) - 1) + cs;
      double cc = (4 + effective / n) / (n + 4 + 2 * effective / n);
      double c1 = 2 / ((n + 1.3) * (n + 1.3) + effective);
      double cm =
          Math.min(
              1 - c1,
              2 * (0.25 + effective + 1 / effective - 2) / ((n + 2.0) * (n + 2.0) + effective));
      double below = Arrays.stream(raw, parents, individuals).sum();
      double belowSquares = Arrays.stream(raw, parents, individuals).map(w -> w * w).sum();
      double belowEffective = below * below / belowSquares;
      double most =
          Math.min(
              1 + c1 / cm,
              Math.min(1 + 2 * belowEffective / (effective + 2), (1 - c1 - cm) / (n * cm)));
      var weights = new double[individuals];
      for (int i = 0; i < individuals; i++) {
        weights[i] = raw[i] >= 0 ? raw[i] / sum : most * raw[i] / -below;
      }
      return new Constants(n, weights, effective, cs, ds, cc, c1, cm);
    }

    /** Expected length of a standard normal vector. */
    double expected() {
      return FastMath.sqrt(n) * (1 - 1.0 / (4 * n) + 1.0 / (21.0 * n * n));
    }
  }

  /** The covariance's axes: B, [n, n], its columns, and D, their lengths, [n]. */
  record Axes(double[][] directions, double[] lengths) {
    /** B D z. */
    double[] stretch(double[] z) {
      var stretched = new double[z.length];
      for (int i = 0; i < z.length; i++) {
        for (int j = 0; j < z.length; j++) {
          stretched[i] += directions[i][j] * lengths[j] * z[j];
        }
      }
      return stretched;
    }

    /** C^(−½) y = B D⁻¹ Bᵀ y. */
    double[] whiten(double[] y) {
      var whitened = new double[y.length];
      for (int j = 0; j < y.length; j++) {
        double along = 0;
        for (int i = 0; i < y.length; i++) {
          along += directions[i][j] * y[i];
        }
        for (int i = 0; i < y.length; i++) {
          whitened[i] += directions[i][j] * along / lengths[j];
        }
      }
      return whitened;
    }
  }

  Axes axes() {
    var eigen = new EigenDecompositionSymmetric(MatrixUtils.createRealMatrix(covariance));
    var lengths =
        Arrays.stream(eigen.getEigenvalues()).map(v -> FastMath.sqrt(Math.max(v, 1e-20))).toArray();
    return new Axes(eigen.getV().getData(), lengths);
  }

  /**
   * The distribution after a generation.
   *
   * @param steps (x − mean) / sigma of its individuals, the best first, [individuals][n]; a step
   *     longer than √n + 2n/(n + 2) counts as if it had that length (Hansen 2011, "Injecting
   *     external solutions into CMA-ES"), since it may come from an older distribution
   * @param scales by which a step along each dimension was stretched, [n]; 1 for no margin
   */
  Evolution after(double[][] steps, Constants constants, double[] scales) {
    int n = mean.length;
    var axes = axes();
    double farthest = FastMath.sqrt(n) + 2.0 * n / (n + 2);
    var shortened = new double[steps.length][];
    var lengths = new double[steps.length];
    for (int k = 0; k < steps.length; k++) {
      double length = length(axes.whiten(steps[k]));
      double factor = length > farthest ? farthest / length : 1;
      lengths[k] = length * factor;
      shortened[k] = Arrays.stream(steps[k]).map(y -> y * factor).toArray();
    }
    var weights = constants.weights();
    var step = new double[n];
    for (int k = 0; k < steps.length && weights[k] > 0; k++) {
      for (int i = 0; i < n; i++) {
        step[i] += weights[k] * shortened[k][i];
      }
    }
    var whitened = axes.whiten(step);
    double cs = constants.cs();
    double root = FastMath.sqrt(cs * (2 - cs) * constants.effective());
    var ps = new double[n];
    for (int i = 0; i < n; i++) {
      ps[i] = (1 - cs) * stepPath[i] + root * whitened[i];
    }
    double relative = length(ps) / constants.expected();
    double grown = relative / FastMath.sqrt(1 - FastMath.pow(1 - cs, 2 * (generation + 1)));
    double straight = grown < 1.4 + 2.0 / (n + 1) ? 1 : 0;
    double cc = constants.cc();
    var pc = new double[n];
    for (int i = 0; i < n; i++) {
      pc[i] =
          (1 - cc) * covariancePath[i]
              + straight * FastMath.sqrt(cc * (2 - cc) * constants.effective()) * step[i];
    }
    double lost = (1 - straight) * cc * (2 - cc);
    double total = Arrays.stream(weights).sum();
    double kept = 1 + constants.c1() * lost - constants.c1() - constants.cm() * total;
    var c = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double value = kept * covariance[i][j] + constants.c1() * pc[i] * pc[j];
        for (int k = 0; k < steps.length; k++) {
          double weight =
              weights[k] >= 0 ? weights[k] : weights[k] * n / (lengths[k] * lengths[k] + 1e-12);
          value += constants.cm() * weight * shortened[k][i] * shortened[k][j];
        }
        c[i][j] = value;
        c[j][i] = value;
      }
    }
    var moved = new double[n];
    for (int i = 0; i < n; i++) {
      moved[i] = mean[i] + sigma * scales[i] * step[i];
    }
    double faster = FastMath.exp(Math.min(1, cs / constants.ds() * (relative - 1)));
    return new Evolution(generation + 1, moved, sigma * faster, c, pc, ps);
  }

  static double length(double[] vector) {
    return FastMath.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
  }
}
