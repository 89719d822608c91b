package org.descent.learning.oracle;

import java.util.Arrays;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/** One head's output, loss, derivative and judgement of one example, in double. */
record OracleHead(HeadSpec head, Loss loss) {
  double[] output(double[] logits) {
    return switch (head.kind()) {
      case REGRESSION -> logits;
      case BINARY -> new double[] {1 / (1 + Math.exp(-logits[0]))};
      case MULTI_CLASS -> {
        double max = Arrays.stream(logits).max().getAsDouble();
        var e = Arrays.stream(logits).map(z -> z == max ? 1 : Math.exp(z - max)).toArray();
        double sum = Arrays.stream(e).sum();
        yield Arrays.stream(e).map(v -> v / sum).toArray();
      }
    };
  }

  double loss(double[] logits, double target) {
    var p = output(logits);
    var y = wanted(target);
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      sum += squared() ? (p[k] - y[k]) * (p[k] - y[k]) : 0;
    }
    if (squared()) {
      return sum;
    }
    return head.kind() == HeadKind.MULTI_CLASS
        ? -Math.log(p[(int) target])
        : times(target, Functions.softplus(-logits[0]))
            + times(1 - target, Functions.softplus(logits[0]));
  }

  /** ∂loss/∂logits, through ∂loss/∂p and the output function's Jacobian. */
  double[] derivative(double[] logits, double target) {
    var p = output(logits);
    var y = wanted(target);
    var result = new double[p.length];
    for (int k = 0; k < p.length; k++) {
      if (!squared()) {
        result[k] = p[k] - y[k];
        continue;
      }
      for (int j = 0; j < p.length; j++) {
        double jacobian = // ∂pⱼ/∂zₖ
            switch (head.kind()) {
              case REGRESSION -> 1;
              case BINARY -> p[j] * (1 - p[j]);
              case MULTI_CLASS -> p[j] * ((j == k ? 1 : 0) - p[k]);
            };
        result[k] += 2 * (p[j] - y[j]) * jacobian;
      }
    }
    return result;
  }

  boolean right(double[] logits, double target) {
    var p = output(logits);
    if (head.tolerance() > 0) {
      return Math.abs(p[0] - target) < head.tolerance();
    }
    if (head.kind() == HeadKind.BINARY) {
      return (p[0] >= 0.5) == (target >= 0.5);
    }
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    return best == (int) target;
  }

  private boolean squared() {
    return loss == Loss.L2 || head.kind() == HeadKind.REGRESSION;
  }

  private double[] wanted(double target) {
    if (head.kind() != HeadKind.MULTI_CLASS) {
      return new double[] {target};
    }
    var oneHot = new double[head.outputs()];
    oneHot[(int) target] = 1;
    return oneHot;
  }

  private static double times(double share, double value) {
    return share == 0 ? 0 : share * value;
  }
}
