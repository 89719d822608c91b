package org.descent.experiment.judge;

import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/** A sigmoid for each label, of which 0 or 1 is wanted, or with a tolerance anything between. */
record SigmoidJudge(HeadSpec head) implements KindJudge {
  @Override
  public double[] output(double[] z) {
    var p = new double[z.length];
    for (int k = 0; k < z.length; k++) {
      p[k] = Sigmoid.of(z[k]);
    }
    return p;
  }

  @Override
  public double loss(Loss loss, double[] z, double[] y) {
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      sum += Sigmoid.loss(head, loss, z[k], y[k]);
    }
    return sum;
  }

  @Override
  public boolean right(double[] z, double[] y) {
    for (int k = 0; k < z.length; k++) {
      if (!right(z[k], y[k])) {
        return false;
      }
    }
    return true;
  }

  private boolean right(double z, double y) {
    return head.tolerance() > 0
        ? Math.abs(Sigmoid.of(z) - y) < head.tolerance()
        : Sigmoid.right(z, y);
  }

  @Override
  public double margin(double[] z, double[] y) {
    return KindJudge.ofAll(z.length, k -> right(z[k], y[k]), k -> margin(z[k], y[k]));
  }

  private double margin(double z, double y) {
    return head.tolerance() > 0
        ? KindJudge.margin(Sigmoid.of(z), y, head.tolerance())
        : Math.abs(z);
  }
}
