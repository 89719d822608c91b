package org.descent.experiment.judge;

import org.descent.contracts.spec.Loss;

/** Losses that are functions of the error. */
final class Errors {
  private Errors() {}

  static double loss(Loss loss, double error) {
    double size = Math.abs(error);
    return switch (loss) {
      case L2 -> error * error;
      case L1 -> size;
      case HUBER -> size <= 1 ? size * size / 2 : size - 0.5;
      case CROSS_ENTROPY, HINGE, L2_LOGITS ->
          throw new IllegalArgumentException(loss + " is no function of an error");
    };
  }
}
