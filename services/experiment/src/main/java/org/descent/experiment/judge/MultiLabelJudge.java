package org.descent.experiment.judge;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/** A sigmoid for each label, of which 0 or 1 is wanted. */
record MultiLabelJudge(HeadSpec head) implements KindJudge {
  @Override
  public double[] output(double[] z) {
    return Arrays.stream(z).map(Sigmoid::of).toArray();
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
    return IntStream.range(0, z.length).allMatch(k -> Sigmoid.right(z[k], y[k]));
  }

  @Override
  public double margin(double[] z, double[] y) {
    return KindJudge.ofAll(z.length, k -> Sigmoid.right(z[k], y[k]), k -> Math.abs(z[k]));
  }
}
