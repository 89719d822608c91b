package org.descent.experiment.judge;

import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/**
 * What heads of one kind say of an example, and how good that is. z are its logits, [outputs], y
 * what was wanted, [targets].
 */
interface KindJudge {
  /** That of {@code head}. */
  static KindJudge of(HeadSpec head) {
    return switch (head.kind()) {
      case BINARY, MULTI_LABEL -> new SigmoidJudge(head);
      case MULTI_CLASS -> new MultiClassJudge(head);
      case REGRESSION -> new RegressionJudge(head);
    };
  }

  /** After the output function, [outputs]. */
  double[] output(double[] z);

  /** The loss under a training's. */
  double loss(Loss loss, double[] z, double[] y);

  /** Whether it is right. */
  boolean right(double[] z, double[] y);

  /** How far it is from the edge between right and wrong, relative to its numbers. */
  double margin(double[] z, double[] y);

  /**
   * The margin of an example that is right where all of its targets are: as far as the nearest is
   * from making it wrong, or else the farthest from making it right.
   *
   * @param right of each target
   * @param margin of each target
   */
  static double ofAll(int targets, IntPredicate right, IntToDoubleFunction margin) {
    boolean wrong = false;
    double nearest = Double.POSITIVE_INFINITY;
    double farthest = 0;
    for (int k = 0; k < targets; k++) {
      double edge = margin.applyAsDouble(k);
      nearest = Math.min(nearest, edge);
      if (!right.test(k)) {
        wrong = true;
        farthest = Math.max(farthest, edge);
      }
    }
    return wrong ? farthest : nearest;
  }

  /** How far a number is from the edge of a tolerance, likewise. */
  static double margin(double q, double y, double tolerance) {
    return Math.abs(Math.abs(q - y) - tolerance) / Math.max(1, Math.abs(q));
  }
}
