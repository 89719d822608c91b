package org.descent.learning.activation;

import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** 1 / (1 + e^-z). */
final class Sigmoid implements ActivationFunction {
  @Override
  public Output<?> stacked(Xla xla, Output<?> z) {
    return new Transcendental(xla).sigmoid(z);
  }

  @Override
  public Output<?> back(Xla xla, Output<?> z, Output<?> a, Output<?> g) {
    return xla.multiply(g, xla.multiply(a, xla.subtract(xla.constant(1f), a)));
  }

  @Override
  public Operand<TFloat32> single(Ops tf, Operand<TFloat32> z) {
    return tf.math.sigmoid(z);
  }
}
