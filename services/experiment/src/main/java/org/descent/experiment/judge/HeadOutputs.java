package org.descent.experiment.judge;

import java.util.Arrays;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;

/**
 * What one head says about a set of examples, before its output function, so that losses can be
 * taken without ever forming ln 0.
 *
 * @param logits row-major [examples, head.outputs()]; for a regression head the numbers themselves
 */
public record HeadOutputs(HeadSpec head, float[] logits) {
  public HeadOutputs {
    if (logits.length % head.outputs() != 0) {
      throw new IllegalArgumentException(
          "head "
              + head.name()
              + ": "
              + logits.length
              + " outputs are not a multiple of "
              + head.outputs());
    }
  }

  /** Number of examples. */
  public int count() {
    return logits.length / head.outputs();
  }

  /** After the output function: probabilities, or numbers for regression; same shape. */
  public float[] outputs() {
    var outputs = new float[logits.length];
    for (int row = 0; row < count(); row++) {
      var values = output(row);
      for (int k = 0; k < values.length; k++) {
        outputs[row * values.length + k] = (float) values[k];
      }
    }
    return outputs;
  }

  /** One example's outputs after the output function, [head.outputs()]. */
  double[] output(int row) {
    var values = row(row);
    if (head.kind() == HeadKind.BINARY) {
      values[0] = sigmoid(values[0]);
    } else if (head.kind() == HeadKind.MULTI_CLASS) {
      var logarithms = logSoftmax(values);
      for (int k = 0; k < values.length; k++) {
        values[k] = Math.exp(logarithms[k]);
      }
    }
    return values;
  }

  /** One example's logits, [head.outputs()]. */
  double[] row(int row) {
    var values = new double[head.outputs()];
    for (int k = 0; k < values.length; k++) {
      values[k] = logits[row * values.length + k];
    }
    return values;
  }

  /** 1 / (1 + e⁻ᶻ) without overflow. */
  static double sigmoid(double z) {
    if (z >= 0) {
      return 1 / (1 + Math.exp(-z));
    }
    double e = Math.exp(z);
    return e / (1 + e);
  }

  /**
   * ln softmax z without overflow. An infinite logit that is larger than all others has all of the
   * probability; where several are, nobody knows which is the largest: NaN.
   */
  static double[] logSoftmax(double[] z) {
    double max = Arrays.stream(z).max().getAsDouble();
    double[] shifted = Arrays.stream(z).map(v -> v == max ? 0 : v - max).toArray();
    double sum = Arrays.stream(shifted).map(Math::exp).sum();
    double logarithm = Double.isInfinite(max) && sum > 1 ? Double.NaN : Math.log(sum);
    return Arrays.stream(shifted).map(v -> v - logarithm).toArray();
  }
}
