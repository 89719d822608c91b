package org.descent.learning.activation;

import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** max(z, 0), where NaN stays NaN; of 0 the derivative is 0. */
final class Relu implements ActivationFunction {
  @Override
  public Output<?> stacked(Xla xla, Output<?> z) {
    return rectified(xla, z, z);
  }

  /** a is above 0 where z is. */
  @Override
  public Output<?> back(Xla xla, Output<?> z, Output<?> a, Output<?> g) {
    return rectified(xla, a, g);
  }

  /** {@code value} where z is above 0, else 0; a maximum would not promise to keep NaN. */
  private static Output<?> rectified(Xla xla, Output<?> z, Output<?> value) {
    var zero = xla.constant(0f);
    return xla.select(xla.lessOrEqual(z, zero), zero, value);
  }

  @Override
  public Operand<TFloat32> single(Ops tf, Operand<TFloat32> z) {
    return tf.nn.relu(z);
  }
}
