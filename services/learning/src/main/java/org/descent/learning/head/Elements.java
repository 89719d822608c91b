package org.descent.learning.head;

import org.descent.contracts.spec.HeadSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** What heads have in common in the single engine; the outputs are the last axis. */
record Elements(Ops tf) {
  private static final int OUTPUTS = -1;

  /** Over outputs. */
  Operand<TFloat32> sum(Operand<TFloat32> values) {
    return tf.reduceSum(values, tf.constant(OUTPUTS));
  }

  /** Whether it holds of all outputs. */
  Operand<TBool> all(Operand<TBool> answers) {
    return tf.reduceAll(answers, tf.constant(OUTPUTS));
  }

  /** share · value, and 0 of what is infinite. */
  Operand<TFloat32> times(Operand<TFloat32> share, Operand<TFloat32> value) {
    var zero = tf.constant(0f);
    return tf.select(tf.math.equal(share, zero), zero, tf.math.mul(share, value));
  }

  /** Labels as {@code head} takes them under cross-entropy. */
  Operand<TFloat32> smoothed(Operand<TFloat32> labels, HeadSpec head) {
    if (head.smoothing() == 0) {
      return labels;
    }
    float share = (float) head.smoothed(0);
    float rest = 1 - (float) head.smoothing();
    return tf.math.add(tf.math.mul(labels, tf.constant(rest)), tf.constant(share));
  }

  Operand<TBool> near(Operand<TFloat32> a, Operand<TFloat32> b, double tolerance) {
    return tf.math.less(tf.math.abs(tf.math.sub(a, b)), tf.constant((float) tolerance));
  }
}
