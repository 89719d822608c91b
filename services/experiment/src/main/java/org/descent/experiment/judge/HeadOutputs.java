package org.descent.experiment.judge;

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
    var kind = KindJudge.of(head);
    int count = count();
    for (int row = 0; row < count; row++) {
      var values = kind.output(row(row));
      for (int k = 0; k < values.length; k++) {
        outputs[row * values.length + k] = (float) values[k];
      }
    }
    return outputs;
  }

  /** One example's outputs after the output function, [head.outputs()]. */
  double[] output(int row) {
    return KindJudge.of(head).output(row(row));
  }

  /** One example's logits, [head.outputs()]. */
  double[] row(int row) {
    var values = new double[head.outputs()];
    for (int k = 0; k < values.length; k++) {
      values[k] = logits[row * values.length + k];
    }
    return values;
  }
}
