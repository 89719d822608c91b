package org.descent.learning.graph;

import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Numbers that look random, as a function of a counter and a key: the counter is mixed with one
 * half of the key, then with the other, each time by the permutation of 32 bits that Wellons found
 * to be least biased of its kind (lowbias32). So what an element draws depends on its place alone,
 * not on which other elements there are.
 */
public final class Noise {
  private static final int FIRST = 0x7feb352d;
  private static final int SECOND = 0x846ca68b;

  /** Of a float32's mantissa, with the bit that is not written. */
  private static final int BITS = 24;

  private static final float SHARE = 1f / (1 << BITS);

  private Noise() {}

  /** From 0 to below 1, in steps of 2⁻²⁴; all arguments are int32 and broadcast. */
  public static Output<?> stacked(Xla xla, Output<?> counter, Output<?> low, Output<?> high) {
    var silent = xla.silent();
    var mixed = permuted(silent, silent.xor(permuted(silent, silent.xor(counter, low)), high));
    var number = silent.number(silent.shiftedRight(mixed, Integer.SIZE - BITS));
    return silent.multiply(number, silent.constant(SHARE));
  }

  private static Output<?> permuted(Xla xla, Output<?> a) {
    var x = xla.multiply(xla.xor(a, xla.shiftedRight(a, 16)), xla.scalar(FIRST));
    x = xla.multiply(xla.xor(x, xla.shiftedRight(x, 15)), xla.scalar(SECOND));
    return xla.xor(x, xla.shiftedRight(x, 16));
  }

  /** The same numbers with TensorFlow's own operations. */
  public static Operand<TFloat32> single(
      Ops tf, Operand<TInt32> counter, Operand<TInt32> low, Operand<TInt32> high) {
    var once = permuted(tf, tf.bitwise.bitwiseXor(counter, low));
    var mixed = permuted(tf, tf.bitwise.bitwiseXor(once, high));
    var number = tf.dtypes.cast(shiftedRight(tf, mixed, Integer.SIZE - BITS), TFloat32.class);
    return tf.math.mul(number, tf.constant(SHARE));
  }

  private static Operand<TInt32> permuted(Ops tf, Operand<TInt32> a) {
    Operand<TInt32> x =
        tf.math.mul(tf.bitwise.bitwiseXor(a, shiftedRight(tf, a, 16)), tf.constant(FIRST));
    x = tf.math.mul(tf.bitwise.bitwiseXor(x, shiftedRight(tf, x, 15)), tf.constant(SECOND));
    return tf.bitwise.bitwiseXor(x, shiftedRight(tf, x, 16));
  }

  private static Operand<TInt32> shiftedRight(Ops tf, Operand<TInt32> a, int bits) {
    return tf.bitwise.bitwiseAnd(
        tf.bitwise.rightShift(a, tf.constant(bits)), tf.constant(-1 >>> bits));
  }
}
