package org.descent.experiment.judge;

import java.util.Arrays;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/** A softmax over classes, of which the number of one is wanted. */
record MultiClassJudge(HeadSpec head) implements KindJudge {
  @Override
  public double[] output(double[] z) {
    return Arrays.stream(logSoftmax(z)).map(Math::exp).toArray();
  }

  @Override
  public double loss(Loss loss, double[] z, double[] y) {
    int wanted = (int) y[0];
    return switch (loss) {
      case CROSS_ENTROPY -> crossEntropy(z, wanted);
      case HINGE -> hinge(z, wanted);
      case L2_LOGITS -> ofErrors(Loss.L2, z, wanted);
      case L2, L1, HUBER -> ofErrors(loss, output(z), wanted);
    };
  }

  /** -Σ y ln p; what is 0 of an infinite logarithm is 0. */
  private double crossEntropy(double[] z, int y) {
    var logarithms = logSoftmax(z);
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

  private static double ofErrors(Loss loss, double[] p, int y) {
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      sum += Errors.loss(loss, p[k] - (k == y ? 1 : 0));
    }
    return sum;
  }

  @Override
  public boolean right(double[] z, double[] y) {
    return largest(z) == (int) y[0];
  }

  @Override
  public double margin(double[] z, double[] y) {
    int first = largest(z);
    double gap = Double.POSITIVE_INFINITY;
    for (int k = 0; k < z.length; k++) {
      gap = k == first ? gap : Math.min(gap, z[first] - z[k]);
    }
    return gap / Math.max(1, Math.abs(z[first]));
  }

  /** The lowest index wins a tie. */
  private static int largest(double[] z) {
    int best = 0;
    for (int k = 1; k < z.length; k++) {
      best = z[k] > z[best] ? k : best;
    }
    return best;
  }

  /**
   * ln softmax z without overflow. An infinite logit that is larger than all others has all of the
   * probability; where several are, nobody knows which is the largest: NaN.
   */
  private static double[] logSoftmax(double[] z) {
    double max = Arrays.stream(z).max().getAsDouble();
    double[] shifted = Arrays.stream(z).map(v -> v == max ? 0 : v - max).toArray();
    double sum = Arrays.stream(shifted).map(Math::exp).sum();
    double logarithm = Double.isInfinite(max) && sum > 1 ? Double.NaN : Math.log(sum);
    return Arrays.stream(shifted).map(v -> v - logarithm).toArray();
  }
}
