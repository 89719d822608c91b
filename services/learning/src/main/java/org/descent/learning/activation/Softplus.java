package org.descent.learning.activation;

import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** ln(1 + e^z): Dugas et al. 2001. */
final class Softplus implements ActivationFunction {
  @Override
  public Output<?> stacked(Xla xla, Output<?> z) {
    var zero = xla.constant(0f);
    var functions = new Transcendental(xla);
    var tail = functions.log1Plus(functions.decay(z));
    return xla.add(xla.select(xla.lessOrEqual(z, zero), zero, z), tail);
  }

  /** The two parts of the formula have no derivative at 0, where their sum has one. */
  @Override
  public Output<?> back(Xla xla, Output<?> z, Output<?> a, Output<?> g) {
    return xla.multiply(g, new Transcendental(xla).sigmoid(z));
  }

  @Override
  public Operand<TFloat32> single(Ops tf, Operand<TFloat32> z) {
    return tf.math.softplus(z);
  }
}
