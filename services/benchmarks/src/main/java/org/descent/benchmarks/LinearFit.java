package org.descent.benchmarks;

/**
 * The line that fits points best in the least-squares sense, y = intercept + slope · x.
 *
 * @param of what was measured against what
 * @param slope in seconds a unit of x
 * @param intercept in seconds
 * @param rSquared share of the variance of y that the line explains, 1 for points on a line
 */
record LinearFit(String of, double slope, double intercept, double rSquared) {
  /**
   * The fit of {@code y} against {@code x}.
   *
   * @param x at least two, not all the same
   */
  static LinearFit of(String what, double[] x, double[] y) {
    if (x.length != y.length || x.length < 2) {
      throw new IllegalArgumentException(
          x.length + " and " + y.length + " values, expected two or more pairs");
    }
    double meanX = mean(x);
    double meanY = mean(y);
    double sxx = 0;
    double sxy = 0;
    double syy = 0;
    for (int i = 0; i < x.length; i++) {
      sxx += (x[i] - meanX) * (x[i] - meanX);
      sxy += (x[i] - meanX) * (y[i] - meanY);
      syy += (y[i] - meanY) * (y[i] - meanY);
    }
    if (sxx == 0) {
      throw new IllegalArgumentException("all x are " + x[0] + ", expected different ones");
    }
    double slope = sxy / sxx;
    return new LinearFit(
        what, slope, meanY - slope * meanX, syy == 0 ? 1 : sxy * sxy / (sxx * syy));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
