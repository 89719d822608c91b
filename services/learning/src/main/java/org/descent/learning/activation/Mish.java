package org.descent.learning.activation;

import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** z tanh(ln(1 + e^z)): Misra 2020. */
final class Mish implements ActivationFunction {
  @Override
  public Output<?> stacked(Xla xla, Output<?> z) {
    return xla.multiply(z, share(xla, z));
  }

  /**
   * With d = e^-|z|, tanh(ln(1 + e^z)) is (1 + 2d) / (1 + 2d + 2d²) above 0, else (d² + 2d) / (d² +
   * 2d + 2).
   */
  private static Output<?> share(Xla xla, Output<?> z) {
    var d = new Transcendental(xla).decay(z);
    var square = xla.multiply(d, d);
    var twice = xla.add(d, d);
    var negative = xla.lessOrEqual(z, xla.constant(0f));
    var part = xla.add(twice, xla.select(negative, square, xla.constant(1f)));
    var rest = xla.select(negative, xla.constant(2f), xla.add(square, square));
    return xla.divide(part, xla.add(part, rest));
  }

  /** The two formulas of the share have no derivative at 0, where it has one. */
  @Override
  public Output<?> back(Xla xla, Output<?> z, Output<?> a, Output<?> g) {
    var share = share(xla, z);
    var rest = xla.subtract(xla.constant(1f), xla.multiply(share, share));
    var slope = xla.multiply(xla.multiply(z, new Transcendental(xla).sigmoid(z)), rest);
    return xla.multiply(g, xla.add(share, slope));
  }

  @Override
  public Operand<TFloat32> single(Ops tf, Operand<TFloat32> z) {
    return tf.math.mul(z, tf.math.tanh(tf.math.softplus(z)));
  }
}
