package org.descent.learning.activation;

import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** z above 0, else z / 100: Maas, Hannun &amp; Ng 2013. */
final class LeakyRelu implements ActivationFunction {
  private static final double SLOPE = 0.01;

  @Override
  public Output<?> stacked(Xla xla, Output<?> z) {
    var leak = xla.multiply(z, xla.constant((float) SLOPE));
    return xla.select(xla.lessOrEqual(z, xla.constant(0f)), leak, z);
  }

  @Override
  public Operand<TFloat32> single(Ops tf, Operand<TFloat32> z) {
    return tf.nn.leakyRelu(z, org.tensorflow.op.nn.LeakyRelu.alpha((float) SLOPE));
  }
}
