package org.descent.experiment.search.strategy;

import java.util.Arrays;
import org.hipparchus.util.FastMath;

/**
 * Makes values look normal before a Gaussian process sees them: standardised, bent by the power
 * transformation of Yeo &amp; Johnson (2000) that makes them most likely, and standardised again.
 * Monotone, so that what is best stays best; losses over many magnitudes become readable.
 */
record Warp(
    double mean, double deviation, double power, double warpedMean, double warpedDeviation) {
  private static final double MOST = 2;
  private static final double STEP = 0.1;

  /**
   * @param values finite
   */
  static Warp of(double[] values) {
    double mean = mean(values);
    double deviation = deviation(values, mean);
    var standard = Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
    double best = Double.NEGATIVE_INFINITY;
    double power = 1;
    for (int k = (int) (-MOST / STEP); k <= MOST / STEP; k++) {
      double likelihood = likelihood(standard, k * STEP);
      if (likelihood > best) {
        best = likelihood;
        power = k * STEP;
      }
    }
    double chosen = power;
    var warped = Arrays.stream(standard).map(v -> bend(v, chosen)).toArray();
    double warpedMean = mean(warped);
    return new Warp(mean, deviation, power, warpedMean, deviation(warped, warpedMean));
  }

  double of(double value) {
    return (bend((value - mean) / deviation, power) - warpedMean) / warpedDeviation;
  }

  private static double bend(double v, double power) {
    if (v >= 0) {
      return Math.abs(power) < 1e-9
          ? FastMath.log1p(v)
          : FastMath.expm1(power * FastMath.log1p(v)) / power;
    }
    double rest = 2 - power;
    return Math.abs(rest) < 1e-9
        ? -FastMath.log1p(-v)
        : -FastMath.expm1(rest * FastMath.log1p(-v)) / rest;
  }

  private static double likelihood(double[] standard, double power) {
    var bent = Arrays.stream(standard).map(v -> bend(v, power)).toArray();
    double deviation = deviation(bent, mean(bent));
    double stretched = 0;
    for (double v : standard) {
      stretched += FastMath.copySign(FastMath.log1p(Math.abs(v)), v);
    }
    return -standard.length * FastMath.log(deviation) + (power - 1) * stretched;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double deviation(double[] values, double mean) {
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return Math.max(FastMath.sqrt(squares / values.length), 1e-12);
  }
}
