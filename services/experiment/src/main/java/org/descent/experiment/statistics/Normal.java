package org.descent.experiment.statistics;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /** The number below which it lies with {@code probability}. */
  static double quantile(double probability) {
    return STANDARD.inverseCumulativeProbability(probability);
  }

  /** The probability of lying below {@code z}. */
  static double below(double z) {
    return STANDARD.cumulativeProbability(z);
  }

  /** The probability of lying at least as far from 0 as {@code z}. */
  static double twoSided(double z) {
    return Math.min(1, 2 * STANDARD.survivalProbability(Math.abs(z)));
  }
}
