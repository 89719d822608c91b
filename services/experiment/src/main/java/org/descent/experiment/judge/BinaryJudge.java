package org.descent.experiment.judge;

import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/** A sigmoid, of which 0 or 1 is wanted, or with a tolerance anything between. */
record BinaryJudge(HeadSpec head) implements KindJudge {
  @Override
  public double[] output(double[] z) {
    return new double[] {Sigmoid.of(z[0])};
  }

  @Override
  public double loss(Loss loss, double[] z, double[] y) {
    return Sigmoid.loss(head, loss, z[0], y[0]);
  }

  @Override
  public boolean right(double[] z, double[] y) {
    return head.tolerance() > 0
        ? Math.abs(Sigmoid.of(z[0]) - y[0]) < head.tolerance()
        : Sigmoid.right(z[0], y[0]);
  }

  @Override
  public double margin(double[] z, double[] y) {
    return head.tolerance() > 0
        ? KindJudge.margin(Sigmoid.of(z[0]), y[0], head.tolerance())
        : Math.abs(z[0]);
  }
}
