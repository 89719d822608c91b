package org.descent.learning.oracle;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;

/** One head's output, loss, derivative and judgement of one example, in double. */
public record OracleHead(HeadSpec head, Loss loss) {
  double[] output(double[] logits) {
    return switch (head.kind()) {
      case REGRESSION -> logits;
      case BINARY, MULTI_LABEL -> Arrays.stream(logits).map(z -> 1 / (1 + Math.exp(-z))).toArray();
      case MULTI_CLASS -> {
        double max = Arrays.stream(logits).max().getAsDouble();
        var e = Arrays.stream(logits).map(z -> z == max ? 1 : Math.exp(z - max)).toArray();
        double sum = Arrays.stream(e).sum();
        yield Arrays.stream(e).map(v -> v / sum).toArray();
      }
    };
  }

  public double loss(double[] logits, double[] targets) {
    return switch (own()) {
      case CROSS_ENTROPY -> entropy(logits, targets);
      case HINGE -> hinge(logits, targets);
      case L2_LOGITS -> {
        var off = off(logits, targets);
        yield Arrays.stream(off).map(e -> e * e).sum();
      }
      case L2, L1, HUBER -> {
        var p = output(logits);
        var y = wanted(targets);
        yield IntStream.range(0, p.length).mapToDouble(k -> ofError(p[k] - y[k])).sum();
      }
    };
  }

  /** How far logits are from 0 and 1, or where each is a label by itself from -1 and 1. */
  private double[] off(double[] z, double[] targets) {
    var y = wanted(targets);
    boolean classes = head.kind() == HeadKind.MULTI_CLASS;
    return IntStream.range(0, z.length)
        .mapToDouble(k -> z[k] - (classes ? y[k] : 2 * y[k] - 1))
        .toArray();
  }

  private double entropy(double[] logits, double[] targets) {
    double s = head.smoothing();
    return switch (head.kind()) {
      case REGRESSION -> throw new IllegalStateException();
      case BINARY, MULTI_LABEL ->
          IntStream.range(0, logits.length)
              .mapToDouble(
                  k -> {
                    double y = (1 - s) * targets[k] + s / 2;
                    return times(y, Functions.softplus(-logits[k]))
                        + times(1 - y, Functions.softplus(logits[k]));
                  })
              .sum();
      case MULTI_CLASS -> {
        var p = output(logits);
        double others = Arrays.stream(p).map(Math::log).sum() / p.length;
        yield -(1 - s) * Math.log(p[(int) targets[0]]) - times(s, others);
      }
    };
  }

  private double hinge(double[] z, double[] targets) {
    return switch (head.kind()) {
      case REGRESSION -> throw new IllegalStateException();
      case BINARY, MULTI_LABEL ->
          IntStream.range(0, z.length)
              .mapToDouble(k -> Math.max(0, 1 - (targets[k] == 1 ? z[k] : -z[k])))
              .sum();
      case MULTI_CLASS -> {
        double own = z[(int) targets[0]];
        double sum = Arrays.stream(z).map(other -> Math.max(0, 1 - own + other)).sum();
        yield (sum - 1) / z.length; // the class itself gives 1
      }
    };
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
  double[] derivative(double[] logits, double[] targets) {
    if (own() == Loss.HINGE) {
      return hingeDerivative(logits, targets);
    }
    if (own() == Loss.L2_LOGITS) {
      return Arrays.stream(off(logits, targets)).map(e -> 2 * e).toArray();
    }
    var p = output(logits);
    var y = wanted(targets);
    var result = new double[p.length];
    for (int k = 0; k < p.length; k++) {
      if (own() == Loss.CROSS_ENTROPY) {
        result[k] = p[k] - ((1 - head.smoothing()) * y[k] + even());
        continue;
      }
      for (int j = 0; j < p.length; j++) {
        double same = j == k ? 1 : 0;
        double jacobian = // ∂pⱼ/∂zₖ
            switch (head.kind()) {
              case REGRESSION -> same;
              case BINARY, MULTI_LABEL -> same * p[j] * (1 - p[j]);
              case MULTI_CLASS -> p[j] * (same - p[k]);
            };
        result[k] += slopeOfError(p[j] - y[j]) * jacobian;
      }
    }
    return result;
  }

  /** What a label has of its smoothing at least. */
  private double even() {
    return switch (head.kind()) {
      case REGRESSION -> 0;
      case BINARY, MULTI_LABEL -> head.smoothing() / 2;
      case MULTI_CLASS -> head.smoothing() / head.outputs();
    };
  }

  private double[] hingeDerivative(double[] z, double[] targets) {
    var result = new double[z.length];
    switch (head.kind()) {
      case REGRESSION -> throw new IllegalStateException();
      case BINARY, MULTI_LABEL -> {
        for (int k = 0; k < z.length; k++) {
          double side = targets[k] == 1 ? 1 : -1;
          result[k] = side * z[k] < 1 ? -side : 0;
        }
      }
      case MULTI_CLASS -> {
        int own = (int) targets[0];
        for (int k = 0; k < z.length; k++) {
          if (k != own && 1 - z[own] + z[k] > 0) {
            result[k] += 1.0 / z.length;
            result[own] -= 1.0 / z.length;
          }
        }
      }
    }
    return result;
  }

  public boolean right(double[] logits, double[] targets) {
    var p = output(logits);
    return switch (head.kind()) {
      case REGRESSION -> near(p, targets);
      case BINARY -> head.tolerance() > 0 ? near(p, targets) : (p[0] >= 0.5) == (targets[0] >= 0.5);
      case MULTI_LABEL ->
          head.tolerance() > 0
              ? near(p, targets)
              : IntStream.range(0, p.length).allMatch(k -> (p[k] >= 0.5) == (targets[k] >= 0.5));
      case MULTI_CLASS -> {
        int best = 0;
        for (int k = 1; k < p.length; k++) {
          best = p[k] > p[best] ? k : best;
        }
        yield best == (int) targets[0];
      }
    };
  }

  private boolean near(double[] p, double[] targets) {
    return IntStream.range(0, p.length)
        .allMatch(k -> Math.abs(p[k] - targets[k]) < head.tolerance());
  }

  private Loss own() {
    return switch (head.kind()) {
      case REGRESSION -> loss.ofClasses() ? Loss.L2 : loss;
      case BINARY, MULTI_LABEL, MULTI_CLASS -> loss;
    };
  }

  /** What outputs should be: targets, or classes one-hot. */
  private double[] wanted(double[] targets) {
    return switch (head.kind()) {
      case REGRESSION, BINARY, MULTI_LABEL -> targets;
      case MULTI_CLASS -> {
        var oneHot = new double[head.outputs()];
        oneHot[(int) targets[0]] = 1;
        yield oneHot;
      }
    };
  }

  private static double times(double share, double value) {
    return share == 0 ? 0 : share * value;
  }
}
