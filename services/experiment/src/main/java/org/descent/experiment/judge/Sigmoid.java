package org.descent.experiment.judge;

import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/** One probability σ(z). */
final class Sigmoid {
  private Sigmoid() {}

  /** 1 / (1 + e⁻ᶻ) without overflow. */
  static double of(double z) {
    if (z >= 0) {
      return 1 / (1 + Math.exp(-z));
    }
    double e = Math.exp(z);
    return e / (1 + e);
  }

  /** The loss of a label from 0 to 1. */
  static double loss(HeadSpec head, Loss loss, double z, double y) {
    return switch (loss) {
      case CROSS_ENTROPY -> crossEntropy(z, head.smoothed(y));
      case HINGE -> Math.max(0, 1 - (2 * y - 1) * z);
      case L2_LOGITS -> Errors.loss(Loss.L2, z - (2 * y - 1));
      case L2, L1, HUBER -> Errors.loss(loss, of(z) - y);
    };
  }

  /** p ≥ 0.5 where z ≥ 0. */
  static boolean right(double z, double y) {
    return (z >= 0) == (y >= 0.5);
  }

  /**
   * -[y ln σ(z) + (1 - y) ln(1 - σ(z))] = max(z, 0) - z·y + ln(1 + e^-|z|); of an infinite z it is
   * 0 where that is the answer, else infinite.
   */
  private static double crossEntropy(double z, double y) {
    double between = Double.isInfinite(z) ? Double.POSITIVE_INFINITY : Math.max(z, 0) - z * y;
    double linear = y == 1 ? Math.max(-z, 0) : y == 0 ? Math.max(z, 0) : between;
    return linear + Math.log1p(Math.exp(-Math.abs(z)));
  }
}
