package org.descent.experiment.search.strategy;

import org.hipparchus.special.Erf;
import org.hipparchus.util.FastMath;

/** The standard normal distribution, the same bits on every Java. */
final class Normal {
  private static final double ROOT_2PI = FastMath.sqrt(2 * FastMath.PI);

  private Normal() {}

  static double density(double z) {
    return FastMath.exp(-z * z / 2) / ROOT_2PI;
  }

  /** Share below {@code z}, to 1.5e-7 (Abramowitz &amp; Stegun 1964, 7.1.26): fast. */
  static double roughly(double z) {
    double x = FastMath.abs(z) / FastMath.sqrt(2.0);
    double t = 1 / (1 + 0.3275911 * x);
    double polynomial =
        t
            * (0.254829592
                + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
    double above = polynomial * FastMath.exp(-x * x) / 2;
    return z > 0 ? 1 - above : above;
  }

  /** Share below {@code z}. */
  static double below(double z) {
    return Erf.erfc(-z / FastMath.sqrt(2.0)) / 2;
  }

  /** Where a share of {@code probability}, in (0, 1), lies below. */
  static double quantile(double probability) {
    return FastMath.sqrt(2.0) * Erf.erfInv(2 * probability - 1);
  }
}
