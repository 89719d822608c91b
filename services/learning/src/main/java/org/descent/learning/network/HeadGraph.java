package org.descent.learning.network;

import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * Adds a head's loss, its derivative and its count of right answers to a graph. Targets are
 * [examples, outputs]: the number itself, or one-hot classes.
 */
public final class HeadGraph {
  private final Ops tf;
  private final HeadSpec head;
  private final boolean squared;

  public HeadGraph(Ops tf, HeadSpec head, Loss loss) {
    this.tf = tf;
    this.head = head;
    this.squared = head.kind() == HeadKind.REGRESSION || loss == Loss.L2;
  }

  /**
   * ∂(head weight · mean loss) / ∂logits.
   *
   * @param logits [examples, outputs]
   * @param examples the number of them
   */
  public Operand<TFloat32> derivative(
      Operand<TFloat32> logits, Operand<TFloat32> targets, int examples) {
    var p = output(logits);
    double factor = head.weight() / examples * (squared ? 2 : 1);
    var error = tf.math.mul(tf.math.sub(p, targets), tf.constant((float) factor));
    if (!squared) {
      return error;
    }
    return switch (head.kind()) {
      case BINARY -> tf.math.sigmoidGrad(p, error);
      case REGRESSION -> error;
      // through the softmax: p ⊙ (e - Σ e·p)
      case MULTI_CLASS ->
          tf.math.mul(p, tf.math.sub(error, sum(tf.math.mul(error, p), ReduceSum.keepDims(true))));
    };
  }

  /**
   * The mean loss of each set: [sets].
   *
   * @param logits [sets, examples, outputs]
   * @param targets [examples, outputs], or [sets, examples, outputs]
   */
  public Operand<TFloat32> loss(Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return tf.math.mean(sum(elements(logits, targets)), tf.constant(1));
  }

  /** The number of right answers in each set: [sets]; arguments as for {@link #loss}. */
  public Operand<TFloat32> right(Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var right = tf.dtypes.cast(answers(logits, targets), TFloat32.class);
    return head.kind() == HeadKind.MULTI_CLASS
        ? tf.reduceSum(right, tf.constant(1))
        : tf.reduceSum(right, tf.constant(new int[] {1, 2}));
  }

  private Operand<TFloat32> output(Operand<TFloat32> logits) {
    return output(tf, head, logits);
  }

  /** What {@code head} says: its output function of {@code logits}. */
  public static Operand<TFloat32> output(Ops tf, HeadSpec head, Operand<TFloat32> logits) {
    return switch (head.kind()) {
      case BINARY -> tf.math.sigmoid(logits);
      case MULTI_CLASS -> {
        var powers = tf.math.exp(shifted(tf, logits));
        yield tf.math.div(powers, sum(tf, powers, ReduceSum.keepDims(true)));
      }
      case REGRESSION -> logits;
    };
  }

  private Operand<TFloat32> elements(Operand<TFloat32> logits, Operand<TFloat32> targets) {
    if (squared) {
      return tf.math.square(tf.math.sub(output(logits), targets));
    }
    if (head.kind() == HeadKind.MULTI_CLASS) {
      return entropy(logits, targets);
    }
    // -ln σ(z) = softplus(-z) and -ln(1 - σ(z)) = softplus(z), exact where σ saturates
    var one = tf.constant(1f);
    return tf.math.add(
        times(targets, tf.math.softplus(tf.math.neg(logits))),
        times(tf.math.sub(one, targets), tf.math.softplus(logits)));
  }

  /**
   * -y ln softmax(z), by class. Where several logits are infinite and the largest, nobody knows
   * which of them is: NaN.
   */
  private Operand<TFloat32> entropy(Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var shifted = shifted(tf, logits);
    var sum = sum(tf, tf.math.exp(shifted), ReduceSum.keepDims(true));
    var tied =
        tf.math.logicalAnd(tf.math.isInf(largest(tf, logits)), tf.math.less(tf.constant(1f), sum));
    var logarithm = tf.select(tied, tf.constant(Float.NaN), tf.math.log(sum));
    return times(targets, tf.math.sub(logarithm, shifted));
  }

  /** share · value, and 0 of what is infinite. */
  private Operand<TFloat32> times(Operand<TFloat32> share, Operand<TFloat32> value) {
    var zero = tf.constant(0f);
    return tf.select(tf.math.equal(share, zero), zero, tf.math.mul(share, value));
  }

  /** z - max z, 0 for the largest also where it is infinite. */
  private static Operand<TFloat32> shifted(Ops tf, Operand<TFloat32> logits) {
    var largest = largest(tf, logits);
    var first = tf.math.logicalAnd(tf.math.isInf(largest), tf.math.equal(logits, largest));
    return tf.select(first, tf.constant(0f), tf.math.sub(logits, largest));
  }

  private static Operand<TFloat32> largest(Ops tf, Operand<TFloat32> logits) {
    return tf.reduceMax(logits, tf.constant(-1), ReduceMax.keepDims(true));
  }

  private Operand<TBool> answers(Operand<TFloat32> logits, Operand<TFloat32> targets) {
    if (head.kind() == HeadKind.MULTI_CLASS) {
      var classes = tf.constant(-1);
      return tf.math.equal(tf.math.argMax(logits, classes), tf.math.argMax(targets, classes));
    }
    if (head.tolerance() > 0) {
      return tf.math.less(
          tf.math.abs(tf.math.sub(output(logits), targets)), tf.constant((float) head.tolerance()));
    }
    // σ(z) ≥ ½ exactly where z ≥ 0
    return tf.math.equal(
        tf.math.greaterEqual(logits, tf.constant(0f)),
        tf.math.greaterEqual(targets, tf.constant(0.5f)));
  }

  private Operand<TFloat32> sum(Operand<TFloat32> values, ReduceSum.Options... options) {
    return sum(tf, values, options);
  }

  private static Operand<TFloat32> sum(
      Ops tf, Operand<TFloat32> values, ReduceSum.Options... options) {
    return tf.reduceSum(values, tf.constant(-1), options);
  }
}
