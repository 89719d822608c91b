package org.descent.learning.activation;

import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** λ z above 0, else λ α (e^z - 1): Klambauer et al. 2017. */
final class Selu implements ActivationFunction {
  private static final float ALPHA = 1.6732632f;
  private static final float SCALE = 1.0507010f;

  @Override
  public Output<?> stacked(Xla xla, Output<?> z) {
    var below = xla.multiply(new Transcendental(xla).expMinus1(z), xla.constant(SCALE * ALPHA));
    var above = xla.multiply(z, xla.constant(SCALE));
    return xla.select(xla.lessOrEqual(z, xla.constant(0f)), below, above);
  }

  @Override
  public Operand<TFloat32> single(Ops tf, Operand<TFloat32> z) {
    return tf.nn.selu(z);
  }
}
