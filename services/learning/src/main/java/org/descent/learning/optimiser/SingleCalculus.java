package org.descent.learning.optimiser;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/** For one trial: arrays as models have them, their outputs being the last axis. */
record SingleCalculus(Ops tf) implements Calculus<Operand<TFloat32>> {
  @Override
  public Operand<TFloat32> constant(double value) {
    return tf.constant((float) value);
  }

  @Override
  public Operand<TFloat32> add(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.add(a, b);
  }

  @Override
  public Operand<TFloat32> subtract(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.sub(a, b);
  }

  @Override
  public Operand<TFloat32> multiply(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.mul(a, b);
  }

  @Override
  public Operand<TFloat32> divide(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.div(a, b);
  }

  @Override
  public Operand<TFloat32> squareRoot(Operand<TFloat32> a) {
    return tf.math.sqrt(a);
  }

  @Override
  public Operand<TFloat32> minimum(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.minimum(a, b);
  }

  @Override
  public Operand<TFloat32> maximum(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.maximum(a, b);
  }

  @Override
  public Operand<TFloat32> sign(Operand<TFloat32> a) {
    return tf.math.sign(a);
  }

  @Override
  public Operand<TFloat32> bySign(
      Operand<TFloat32> number,
      Operand<TFloat32> above,
      Operand<TFloat32> below,
      Operand<TFloat32> otherwise) {
    var zero = tf.constant(0f);
    var notAbove = tf.select(tf.math.less(number, zero), below, otherwise);
    return tf.select(tf.math.greater(number, zero), above, notAbove);
  }

  /** Rows and columns change places, and with them the factors. */
  @Override
  public Operand<TFloat32> product(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.linalg.matMul(b, a);
  }

  @Override
  public Operand<TFloat32> rowsProduct(Operand<TFloat32> a) {
    return tf.linalg.matMul(a, a, MatMul.transposeA(true));
  }

  @Override
  public Operand<TFloat32> columnsProduct(Operand<TFloat32> a) {
    return tf.linalg.matMul(a, a, MatMul.transposeB(true));
  }

  @Override
  public Operand<TFloat32> norm(List<Operand<TFloat32>> arrays) {
    Operand<TFloat32> sum = null;
    for (var array : arrays) {
      var flat = tf.reshape(array, tf.constant(new int[] {-1}));
      var own = tf.reduceSum(tf.math.square(flat), tf.constant(0));
      sum = sum == null ? own : tf.math.add(sum, own);
    }
    return tf.math.sqrt(sum);
  }
}
