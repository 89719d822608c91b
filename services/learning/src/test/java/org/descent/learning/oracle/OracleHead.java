package org.descent.learning.oracle;

import java.util.Arrays;
import java.util.stream.IntStream;
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
    return switch (own()) {
      case CROSS_ENTROPY -> entropy(logits, target);
      case HINGE -> hinge(logits, target);
      case L2, L1, HUBER -> {
        var p = output(logits);
        var y = wanted(target);
        yield IntStream.range(0, p.length).mapToDouble(k -> ofError(p[k] - y[k])).sum();
      }
    };
  }

  private double entropy(double[] logits, double target) {
    double s = head.smoothing();
    if (head.kind() == HeadKind.BINARY) {
      double y = (1 - s) * target + s / 2;
      return times(y, Functions.softplus(-logits[0])) + times(1 - y, Functions.softplus(logits[0]));
    }
    var p = output(logits);
    double others = Arrays.stream(p).map(Math::log).sum() / p.length;
    return -(1 - s) * Math.log(p[(int) target]) - times(s, others);
  }

  private double hinge(double[] z, double target) {
    if (head.kind() == HeadKind.BINARY) {
      return Math.max(0, 1 - (target == 1 ? z[0] : -z[0]));
    }
    double own = z[(int) target];
    double sum = Arrays.stream(z).map(other -> Math.max(0, 1 - own + other)).sum();
    return (sum - 1) / z.length; // the class itself gives 1
  }

  private double ofError(double e) {
    return switch (own()) {
      case L1 -> Math.abs(e);
      case HUBER -> Math.abs(e) <= 1 ? e * e / 2 : Math.abs(e) - 0.5;
      default -> e * e;
    };
  }

  private double slopeOfError(double e) {
    return switch (own()) {
      case L1 -> Math.signum(e);
      case HUBER -> Math.abs(e) <= 1 ? e : Math.signum(e);
      default -> 2 * e;
    };
  }

  /** ∂loss/∂logits, through ∂loss/∂p and the output function's Jacobian. */
  double[] derivative(double[] logits, double target) {
    if (own() == Loss.HINGE) {
      return hingeDerivative(logits, target);
    }
    var p = output(logits);
    var y = wanted(target);
    var result = new double[p.length];
    double even = head.smoothing() / (head.kind() == HeadKind.BINARY ? 2 : p.length);
    for (int k = 0; k < p.length; k++) {
      if (own() == Loss.CROSS_ENTROPY) {
        result[k] = p[k] - ((1 - head.smoothing()) * y[k] + even);
        continue;
      }
      for (int j = 0; j < p.length; j++) {
        double jacobian = // ∂pⱼ/∂zₖ
            switch (head.kind()) {
              case REGRESSION -> 1;
              case BINARY -> p[j] * (1 - p[j]);
              case MULTI_CLASS -> p[j] * ((j == k ? 1 : 0) - p[k]);
            };
        result[k] += slopeOfError(p[j] - y[j]) * jacobian;
      }
    }
    return result;
  }

  private double[] hingeDerivative(double[] z, double target) {
    var result = new double[z.length];
    if (head.kind() == HeadKind.BINARY) {
      double side = target == 1 ? 1 : -1;
      result[0] = side * z[0] < 1 ? -side : 0;
      return result;
    }
    int own = (int) target;
    for (int k = 0; k < z.length; k++) {
      if (k != own && 1 - z[own] + z[k] > 0) {
        result[k] += 1.0 / z.length;
        result[own] -= 1.0 / z.length;
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

  private Loss own() {
    boolean ofClasses = loss == Loss.CROSS_ENTROPY || loss == Loss.HINGE;
    return ofClasses && head.kind() == HeadKind.REGRESSION ? Loss.L2 : loss;
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
