package org.descent.experiment.judge;

import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/** Loss and accuracy of one head, in double, from logits. */
final class HeadJudge {
  private static final double EDGE = 1e-5;

  private HeadJudge() {}

  static Metrics.Head judge(HeadOutputs outputs, Loss loss, Examples examples) {
    var head = outputs.head();
    float[] targets = targets(outputs, examples);
    double sum = 0;
    int right = 0;
    for (int row = 0; row < targets.length; row++) {
      sum += loss(head, loss, outputs.row(row), targets[row]);
      right += right(outputs, row, targets[row]) ? 1 : 0;
    }
    double mean = sum / targets.length;
    double accuracy = Double.isNaN(mean) ? Double.NaN : (double) right / targets.length;
    return new Metrics.Head(head.name(), mean, accuracy);
  }

  static int borderline(HeadOutputs outputs, Examples examples) {
    float[] targets = targets(outputs, examples);
    int count = 0;
    for (int row = 0; row < targets.length; row++) {
      count += margin(outputs, row, targets[row]) <= EDGE ? 1 : 0;
    }
    return count;
  }

  private static float[] targets(HeadOutputs outputs, Examples examples) {
    float[] targets = examples.target(outputs.head().target());
    if (targets.length != outputs.count()) {
      throw new IllegalArgumentException(
          "head "
              + outputs.head().name()
              + ": outputs for "
              + outputs.count()
              + " of "
              + targets.length
              + " examples");
    }
    return targets;
  }

  /** The loss of one example; z: [outputs]. */
  private static double loss(HeadSpec head, Loss loss, double[] z, double y) {
    return switch (head.kind()) {
      case REGRESSION -> ofError(head.under(loss), z[0] - y);
      case BINARY ->
          switch (loss) {
            case CROSS_ENTROPY -> crossEntropy(z[0], head.smoothed(y));
            case HINGE -> Math.max(0, 1 - (2 * y - 1) * z[0]);
            case L2, L1, HUBER -> ofError(loss, HeadOutputs.sigmoid(z[0]) - y);
          };
      case MULTI_CLASS ->
          switch (loss) {
            case CROSS_ENTROPY -> crossEntropy(head, z, (int) y);
            case HINGE -> hinge(z, (int) y);
            case L2, L1, HUBER -> ofErrors(loss, z, (int) y);
          };
    };
  }

  /** A loss that is a function of the error. */
  private static double ofError(Loss loss, double error) {
    double size = Math.abs(error);
    return switch (loss) {
      case L2 -> error * error;
      case L1 -> size;
      case HUBER -> size <= 1 ? size * size / 2 : size - 0.5;
      case CROSS_ENTROPY, HINGE ->
          throw new IllegalArgumentException(loss + " is no function of an error");
    };
  }

  /** -Σ y ln p; what is 0 of an infinite logarithm is 0. */
  private static double crossEntropy(HeadSpec head, double[] z, int y) {
    var logarithms = HeadOutputs.logSoftmax(z);
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      double label = head.smoothed(k == y ? 1 : 0);
      sum -= label == 0 && !Double.isNaN(logarithms[k]) ? 0 : label * logarithms[k];
    }
    return sum;
  }

  private static double hinge(double[] z, int y) {
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      sum += k == y ? 0 : Math.max(0, 1 - z[y] + z[k]);
    }
    return sum / z.length;
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

  private static double ofErrors(Loss loss, double[] z, int y) {
    var logarithms = HeadOutputs.logSoftmax(z);
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      sum += ofError(loss, Math.exp(logarithms[k]) - (k == y ? 1 : 0));
    }
    return sum;
  }

  private static boolean right(HeadOutputs outputs, int row, double y) {
    var head = outputs.head();
    return switch (head.kind()) {
      case REGRESSION -> Math.abs(outputs.row(row)[0] - y) < head.tolerance();
      case BINARY ->
          head.tolerance() > 0
              ? Math.abs(outputs.output(row)[0] - y) < head.tolerance()
              : (outputs.row(row)[0] >= 0) == (y >= 0.5); // p ≥ 0.5 where z ≥ 0
      case MULTI_CLASS -> largest(outputs.row(row)) == (int) y;
    };
  }

  /** How far an example is from the edge between right and wrong, relative to its numbers. */
  private static double margin(HeadOutputs outputs, int row, double y) {
    var head = outputs.head();
    double[] z = outputs.row(row);
    if (head.kind() == HeadKind.MULTI_CLASS) {
      int first = largest(z);
      double gap = Double.POSITIVE_INFINITY;
      for (int k = 0; k < z.length; k++) {
        gap = k == first ? gap : Math.min(gap, z[first] - z[k]);
      }
      return gap / Math.max(1, Math.abs(z[first]));
    }
    if (head.tolerance() > 0) {
      double q = outputs.output(row)[0];
      return Math.abs(Math.abs(q - y) - head.tolerance()) / Math.max(1, Math.abs(q));
    }
    return Math.abs(z[0]);
  }

  /** The lowest index wins a tie. */
  private static int largest(double[] z) {
    int best = 0;
    for (int k = 1; k < z.length; k++) {
      best = z[k] > z[best] ? k : best;
    }
    return best;
  }
}
