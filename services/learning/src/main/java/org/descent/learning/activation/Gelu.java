package org.descent.learning.activation;

import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * z Φ(z) with the normal distribution itself, no approximation by tanh: Hendrycks &amp; Gimpel
 * 2016.
 */
final class Gelu implements ActivationFunction {
  private static final float ROOT = (float) Math.sqrt(0.5);

  @Override
  public Output<?> stacked(Xla xla, Output<?> z) {
    var error = new Transcendental(xla).erf(xla.multiply(z, xla.constant(ROOT)));
    var half = xla.multiply(z, xla.constant(0.5f));
    return xla.multiply(half, xla.add(error, xla.constant(1f)));
  }

  @Override
  public Operand<TFloat32> single(Ops tf, Operand<TFloat32> z) {
    return tf.math.mul(
        tf.math.mul(z, tf.constant(0.5f)),
        tf.math.add(tf.math.erf(tf.math.mul(z, tf.constant(ROOT))), tf.constant(1f)));
  }
}
