package org.descent.learning.activation;

import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** z σ(z): Elfwing, Uchibe &amp; Doya 2018. */
final class Silu implements ActivationFunction {
  @Override
  public Output<?> stacked(Xla xla, Output<?> z) {
    return xla.multiply(z, new Transcendental(xla).sigmoid(z));
  }

  @Override
  public Operand<TFloat32> single(Ops tf, Operand<TFloat32> z) {
    return tf.math.mul(z, tf.math.sigmoid(z));
  }
}
