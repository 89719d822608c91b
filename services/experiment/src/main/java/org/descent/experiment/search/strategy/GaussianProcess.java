package org.descent.experiment.search.strategy;

import java.util.Arrays;
import org.hipparchus.util.FastMath;

/**
 * A function that is known at some points, perhaps with noise: a Gaussian process with mean 0 and
 * Matérn's kernel of smoothness 5/2, σ² (1 + √5 r + 5/3 r²) exp(−√5 r), where r² = Σ wᵢ dᵢ² with a
 * weight for each dimension and dᵢ the difference of coordinates, or 1 for two options that are not
 * the same (Rasmussen &amp; Williams 2006, chapters 2, 4 and 5).
 */
final class GaussianProcess {
  private static final double ROOT_5 = FastMath.sqrt(5.0);
  private static final double JITTER = 1e-10;
  private static final double LEAST_NOISE = FastMath.log(1e-6);

  private final double[][] points; // [n][d]
  private final boolean[] option; // [d]
  private final double[] weights; // [d]
  private final double scale; // σ²
  private final double[][] cholesky; // of the covariance, lower, [n][n]
  private final double[] alpha; // its inverse times the values, [n]

  /** The numbers that make one process differ from another, as logarithms: weights, σ², noise. */
  record Numbers(double[] logWeights, double logScale, double logNoise) {
    static Numbers of(double[] x) {
      int d = x.length - 2;
      return new Numbers(Arrays.copyOf(x, d), x[d], x[d + 1]);
    }

    double[] array() {
      var x = Arrays.copyOf(logWeights, logWeights.length + 2);
      x[logWeights.length] = logScale;
      x[logWeights.length + 1] = logNoise;
      return x;
    }
  }

  /** What is expected at a point: mean and variance of the function there, without noise. */
  record Prediction(double mean, double variance) {}

  private GaussianProcess(
      double[][] points, boolean[] option, Numbers numbers, double[][] cholesky, double[] alpha) {
    this.points = points;
    this.option = option;
    this.weights = Arrays.stream(numbers.logWeights()).map(FastMath::exp).toArray();
    this.scale = FastMath.exp(numbers.logScale());
    this.cholesky = cholesky;
    this.alpha = alpha;
  }

  /**
   * The process with these numbers.
   *
   * @param points [n][d]
   * @param option whether a dimension is a choice, [d]
   * @param values [n]
   */
  static GaussianProcess of(double[][] points, boolean[] option, double[] values, Numbers numbers) {
    var cholesky = cholesky(covariance(points, option, numbers));
    return new GaussianProcess(points, option, numbers, cholesky, solve(cholesky, values));
  }

  /**
   * The numbers that make the values likely, times what is believed of them beforehand: that
   * logarithms of weights are around those of a length of ½, N(2 ln 2, 2²), that ln σ² is N(0, 1)
   * and that the logarithm of the noise's variance is N(ln 10⁻⁴, 3²). The best of some descents.
   *
   * @param starts of the descents, at least one
   */
  static Numbers fit(double[][] points, boolean[] option, double[] values, Numbers... starts) {
    int d = option.length;
    var low = new double[d + 2];
    var high = new double[d + 2];
    Arrays.fill(low, -9.0); // a length of ninety times the width: no influence
    Arrays.fill(high, 9.0);
    low[d] = -4;
    high[d] = 4;
    low[d + 1] = LEAST_NOISE;
    high[d + 1] = 0;
    BoxMinimiser.Lowest best = null;
    for (var start : starts) {
      var lowest =
          BoxMinimiser.from(
              start.array(),
              low,
              high,
              60,
              (x, gradient) -> unlikeliness(points, option, values, Numbers.of(x), gradient));
      if (best == null || lowest.value() < best.value()) {
        best = lowest;
      }
    }
    return Numbers.of(best.x());
  }

  private static double unlikeliness(
      double[][] points, boolean[] option, double[] values, Numbers numbers, double[] gradient) {
    int n = points.length;
    int d = option.length;
    var covariance = covariance(points, option, numbers);
    var cholesky = cholesky(covariance);
    var alpha = solve(cholesky, values);
    double value = 0;
    for (int i = 0; i < n; i++) {
      value += values[i] * alpha[i] / 2 + FastMath.log(cholesky[i][i]);
    }
    var inverse = inverse(cholesky);
    double scale = FastMath.exp(numbers.logScale());
    double noise = FastMath.exp(numbers.logNoise());
    var weights = Arrays.stream(numbers.logWeights()).map(FastMath::exp).toArray();
    Arrays.fill(gradient, 0);
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        // derivative of ½ αᵀy + ½ ln |K| by Kᵢⱼ, both triangles
        double by = inverse[i][j] - alpha[i] * alpha[j];
        double r2 = 0;
        for (int k = 0; k < d; k++) {
          r2 += weights[k] * square(points[i], points[j], option, k);
        }
        double r = FastMath.sqrt(r2);
        double fading = scale * FastMath.exp(-ROOT_5 * r);
        gradient[d] += by * fading * (1 + ROOT_5 * r + 5 * r2 / 3);
        // derivative of the kernel by r²: −5/6 σ² (1 + √5 r) exp(−√5 r)
        double byR2 = -5.0 / 6 * fading * (1 + ROOT_5 * r) * by;
        for (int k = 0; k < d; k++) {
          gradient[k] += byR2 * weights[k] * square(points[i], points[j], option, k);
        }
      }
      double by = (inverse[i][i] - alpha[i] * alpha[i]) / 2;
      gradient[d] += by * scale;
      gradient[d + 1] += by * noise;
    }
    // what is believed beforehand
    for (int k = 0; k < d; k++) {
      double z = (numbers.logWeights()[k] - 2 * FastMath.log(2.0)) / 2;
      value += z * z / 2;
      gradient[k] += z / 2;
    }
    double z = numbers.logScale();
    value += z * z / 2;
    gradient[d] += z;
    double zNoise = (numbers.logNoise() - FastMath.log(1e-4)) / 3;
    value += zNoise * zNoise / 2;
    gradient[d + 1] += zNoise / 3;
    return value;
  }

  private static double square(double[] a, double[] b, boolean[] option, int k) {
    double difference = a[k] - b[k];
    return option[k] ? (Math.abs(difference) > 1e-9 ? 1 : 0) : difference * difference;
  }

  private static double[][] covariance(double[][] points, boolean[] option, Numbers numbers) {
    int n = points.length;
    var weights = Arrays.stream(numbers.logWeights()).map(FastMath::exp).toArray();
    double scale = FastMath.exp(numbers.logScale());
    double noise = FastMath.exp(numbers.logNoise());
    var covariance = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        covariance[i][j] = scale * matern(points[i], points[j], option, weights);
      }
      covariance[i][i] = scale + noise + JITTER;
    }
    return covariance;
  }

  private static double matern(double[] a, double[] b, boolean[] option, double[] weights) {
    double r2 = 0;
    for (int k = 0; k < weights.length; k++) {
      r2 += weights[k] * square(a, b, option, k);
    }
    double r = FastMath.sqrt(r2);
    return (1 + ROOT_5 * r + 5 * r2 / 3) * FastMath.exp(-ROOT_5 * r);
  }

  /** What is expected at {@code x}. */
  Prediction at(double[] x) {
    return at(x, null, null);
  }

  /**
   * What is expected at {@code x}.
   *
   * @param meanGradient filled with the mean's derivatives, [d], if it is given
   * @param varianceGradient filled with the variance's derivatives, [d], if it is given
   */
  Prediction at(double[] x, double[] meanGradient, double[] varianceGradient) {
    int n = points.length;
    int d = weights.length;
    var k = new double[n];
    var fading = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      double r2 = 0;
      for (int j = 0; j < d; j++) {
        r2 += weights[j] * square(x, points[i], option, j);
      }
      double r = FastMath.sqrt(r2);
      double e = scale * FastMath.exp(-ROOT_5 * r);
      k[i] = e * (1 + ROOT_5 * r + 5 * r2 / 3);
      fading[i] = -5.0 / 6 * e * (1 + ROOT_5 * r);
      mean += k[i] * alpha[i];
    }
    var v = forward(cholesky, k);
    double explained = 0;
    for (double part : v) {
      explained += part * part;
    }
    if (meanGradient != null) {
      var solved = backward(cholesky, v);
      Arrays.fill(meanGradient, 0);
      Arrays.fill(varianceGradient, 0);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < d; j++) {
          if (!option[j]) {
            double slope = fading[i] * 2 * weights[j] * (x[j] - points[i][j]);
            meanGradient[j] += slope * alpha[i];
            varianceGradient[j] -= 2 * slope * solved[i];
          }
        }
      }
    }
    return new Prediction(mean, Math.max(1e-12, scale - explained));
  }

  /** The lower triangle L with L Lᵀ = matrix; a diagonal that rounding made negative is mended. */
  static double[][] cholesky(double[][] matrix) {
    int n = matrix.length;
    var lower = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? FastMath.sqrt(Math.max(sum, JITTER)) : sum / lower[j][j];
      }
    }
    return lower;
  }

  static double[] solve(double[][] lower, double[] values) {
    return backward(lower, forward(lower, values));
  }

  private static double[] forward(double[][] lower, double[] values) {
    int n = values.length;
    var solved = new double[n];
    for (int i = 0; i < n; i++) {
      double sum = values[i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i][k] * solved[k];
      }
      solved[i] = sum / lower[i][i];
    }
    return solved;
  }

  private static double[] backward(double[][] lower, double[] values) {
    int n = values.length;
    var solved = values.clone();
    for (int i = n - 1; i >= 0; i--) {
      solved[i] /= lower[i][i];
      for (int k = 0; k < i; k++) {
        solved[k] -= lower[i][k] * solved[i];
      }
    }
    return solved;
  }

  private static double[][] inverse(double[][] lower) {
    int n = lower.length;
    var half = new double[n][n]; // of the lower triangle, transposed: row j is column j
    for (int j = 0; j < n; j++) {
      half[j][j] = 1 / lower[j][j];
      for (int i = j + 1; i < n; i++) {
        double sum = 0;
        for (int k = j; k < i; k++) {
          sum -= lower[i][k] * half[j][k];
        }
        half[j][i] = sum / lower[i][i];
      }
    }
    var inverse = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = i; k < n; k++) {
          sum += half[i][k] * half[j][k];
        }
        inverse[i][j] = sum;
        inverse[j][i] = sum;
      }
    }
    return inverse;
  }
}
