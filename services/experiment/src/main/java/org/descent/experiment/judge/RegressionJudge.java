package org.descent.experiment.judge;

import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/** The logit is the number itself. */
record RegressionJudge(HeadSpec head) implements KindJudge {
  @Override
  public double[] output(double[] z) {
    return z;
  }

  @Override
  public double loss(Loss loss, double[] z, double[] y) {
    return Errors.loss(head.under(loss), z[0] - y[0]);
  }

  @Override
  public boolean right(double[] z, double[] y) {
    return Math.abs(z[0] - y[0]) < head.tolerance();
  }

  @Override
  public double margin(double[] z, double[] y) {
    return KindJudge.margin(z[0], y[0], head.tolerance());
  }
}
