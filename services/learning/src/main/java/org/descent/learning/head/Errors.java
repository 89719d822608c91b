package org.descent.learning.head;

import org.descent.contracts.spec.Loss;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Losses that are functions of the error, element by element. */
final class Errors {
  private Errors() {}

  /** Of arrays of any shape, in stacked programs. */
  static Output<?> terms(Xla xla, Loss loss, Output<?> error) {
    return switch (loss) {
      case L2 -> xla.multiply(error, error);
      case L1 -> xla.absolute(error);
      case HUBER -> {
        var size = xla.absolute(error);
        var small = xla.minimum(size, xla.constant(1f));
        yield xla.multiply(small, xla.subtract(size, xla.multiply(small, xla.constant(0.5f))));
      }
      case CROSS_ENTROPY, HINGE, L2_LOGITS -> throw ofClasses(loss);
    };
  }

  /** The same in the single engine. */
  static Operand<TFloat32> terms(Ops tf, Loss loss, Operand<TFloat32> error) {
    return switch (loss) {
      case L2 -> tf.math.square(error);
      case L1 -> tf.math.abs(error);
      case HUBER -> {
        var size = tf.math.abs(error);
        var small = tf.math.minimum(size, tf.constant(1f));
        yield tf.math.mul(small, tf.math.sub(size, tf.math.mul(small, tf.constant(0.5f))));
      }
      case CROSS_ENTROPY, HINGE, L2_LOGITS -> throw ofClasses(loss);
    };
  }

  private static IllegalArgumentException ofClasses(Loss loss) {
    return new IllegalArgumentException(loss + " is no function of an error");
  }
}
