package org.descent.experiment.judge;

import java.util.stream.IntStream;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/** Logits are the numbers themselves. */
record RegressionJudge(HeadSpec head) implements KindJudge {
  @Override
  public double[] output(double[] z) {
    return z;
  }

  @Override
  public double loss(Loss loss, double[] z, double[] y) {
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      sum += Errors.loss(head.under(loss), z[k] - y[k]);
    }
    return sum;
  }

  @Override
  public boolean right(double[] z, double[] y) {
    return IntStream.range(0, z.length).allMatch(k -> near(z[k], y[k]));
  }

  private boolean near(double q, double y) {
    return Math.abs(q - y) < head.tolerance();
  }

  @Override
  public double margin(double[] z, double[] y) {
    return KindJudge.ofAll(
        z.length, k -> near(z[k], y[k]), k -> KindJudge.margin(z[k], y[k], head.tolerance()));
  }
}
