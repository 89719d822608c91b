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
      case REGRESSION -> square(z[0] - y);
      case BINARY ->
          loss == Loss.L2 ? square(HeadOutputs.sigmoid(z[0]) - y) : crossEntropy(z[0], y);
      case MULTI_CLASS ->
          loss == Loss.L2 ? squaredDistance(z, (int) y) : -HeadOutputs.logSoftmax(z)[(int) y];
    };
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

  private static double squaredDistance(double[] z, int y) {
    var logarithms = HeadOutputs.logSoftmax(z);
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      sum += square(Math.exp(logarithms[k]) - (k == y ? 1 : 0));
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

  private static double square(double value) {
    return value * value;
  }
}
