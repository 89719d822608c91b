package org.descent.learning.activation;

import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The hyperbolic tangent. */
final class Tanh implements ActivationFunction {
  @Override
  public Output<?> stacked(Xla xla, Output<?> z) {
    return new Transcendental(xla).tanh(z);
  }

  @Override
  public Output<?> back(Xla xla, Output<?> z, Output<?> a, Output<?> g) {
    return xla.multiply(g, xla.subtract(xla.constant(1f), xla.multiply(a, a)));
  }

  @Override
  public Operand<TFloat32> single(Ops tf, Operand<TFloat32> z) {
    return tf.math.tanh(z);
  }
}
