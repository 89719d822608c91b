package org.descent.learning.activation;

import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** z above 0, else e^z - 1: Clevert, Unterthiner &amp; Hochreiter 2016 with α = 1. */
final class Elu implements ActivationFunction {
  @Override
  public Output<?> stacked(Xla xla, Output<?> z) {
    var below = new Transcendental(xla).expMinus1(z);
    return xla.select(xla.lessOrEqual(z, xla.constant(0f)), below, z);
  }

  @Override
  public Operand<TFloat32> single(Ops tf, Operand<TFloat32> z) {
    return tf.nn.elu(z);
  }
}
