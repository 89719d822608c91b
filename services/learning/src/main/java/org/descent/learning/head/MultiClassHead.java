package org.descent.learning.head;

import java.util.List;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;
import org.descent.learning.graph.Transcendental;
import org.descent.learning.graph.Xla;
import org.descent.learning.layer.StackedPass;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** p = softmax(z) over classes, of which one is the target. */
final class MultiClassHead implements Head {
  private final HeadSpec spec;
  private final Loss loss;

  MultiClassHead(HeadSpec spec, Loss loss) {
    this.spec = spec;
    this.loss = loss;
  }

  @Override
  public Loss read(Loss loss) {
    return spec.under(loss);
  }

  @Override
  public Output<?> terms(StackedPass pass, Loss loss, Output<?> z, Output<?> y) {
    var xla = pass.xla();
    return switch (loss) {
      case CROSS_ENTROPY -> entropy(xla, z, Labels.smoothed(pass, spec, y));
      case HINGE -> hinge(xla, z, y);
      case L2_LOGITS -> Errors.terms(xla, Loss.L2, xla.subtract(z, y));
      case L2, L1, HUBER -> Errors.terms(xla, loss, xla.subtract(softmax(xla, z), y));
    };
  }

  /** By formulas that have no ln 0 in them, and for the entropy no quotient: p - y. */
  @Override
  public Output<?> slope(StackedPass pass, Loss loss, Output<?> z, Output<?> y) {
    var xla = pass.xla();
    return switch (loss) {
      case CROSS_ENTROPY -> xla.subtract(kept(pass, z), Labels.smoothed(pass, spec, y));
      case L2 -> {
        // through the softmax: p ⊙ (e - Σ e·p)
        var p = kept(pass, z);
        var error = xla.subtract(p, y);
        var twice = xla.add(error, error);
        var mean = xla.total(xla.multiply(twice, p), 1);
        yield xla.multiply(p, xla.subtract(twice, mean));
      }
      case L1, HUBER, HINGE, L2_LOGITS -> Head.super.slope(pass, loss, z, y);
    };
  }

  private static Output<?> kept(StackedPass pass, Output<?> z) {
    return pass.once("kept", z, () -> pass.xla().keep(softmax(pass.xla(), z)));
  }

  /** max(0, 1 - z of the class + z) / classes, by class, and 0 of the class itself. */
  private Output<?> hinge(Xla xla, Output<?> z, Output<?> y) {
    var zero = xla.constant(0f);
    var one = xla.constant(1f);
    var own = xla.equal(y, one);
    var ofClass = xla.total(xla.select(own, z, zero), 1);
    var margin = xla.add(xla.subtract(z, ofClass), one);
    var terms = xla.select(own, zero, xla.maximum(margin, zero));
    return xla.multiply(terms, xla.constant(1f / spec.outputs()));
  }

  @Override
  public Output<?> right(StackedPass pass, Output<?> z, Output<?> y) {
    var xla = pass.xla();
    return xla.number(xla.equal(first(xla, z), first(xla, y)));
  }

  private static Output<?> softmax(Xla xla, Output<?> z) {
    var powers = new Transcendental(xla).exp(shifted(xla, z));
    return xla.divide(powers, xla.total(powers, 1));
  }

  /**
   * -Σ y ln softmax(z), by class. Where several logits are infinite and the largest, nobody knows
   * which of them is: NaN.
   */
  private static Output<?> entropy(Xla xla, Output<?> z, Output<?> y) {
    var functions = new Transcendental(xla);
    var zero = xla.constant(0f);
    var shifted = shifted(xla, z);
    var sum = xla.total(functions.exp(shifted), 1);
    var tied = xla.and(xla.infinite(xla.largest(z, 1)), xla.less(xla.constant(1f), sum));
    var logarithm = xla.select(tied, xla.constant(Float.NaN), functions.log(sum));
    var terms = xla.multiply(y, xla.subtract(logarithm, shifted));
    return xla.select(xla.equal(y, zero), zero, terms);
  }

  /** z - max z, 0 for the largest also where it is infinite; a softmax does not mind the shift. */
  private static Output<?> shifted(Xla xla, Output<?> z) {
    var largest = xla.constantly(xla.largest(z, 1));
    var first = xla.and(xla.infinite(largest), xla.equal(z, largest));
    return xla.select(first, xla.constant(0f), xla.subtract(z, largest));
  }

  /** Index of the first of the largest elements: [·, 1, examples]. */
  private Output<?> first(Xla xla, Output<?> values) {
    var indices = new float[spec.outputs()];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = i;
    }
    var index = xla.column(indices);
    var isLargest = xla.equal(values, xla.largest(values, 1));
    return xla.smallest(xla.select(isLargest, index, xla.constant((float) indices.length)), 1);
  }

  @Override
  public Operand<TFloat32> output(Ops tf, Operand<TFloat32> logits) {
    var powers = tf.math.exp(shifted(tf, logits));
    return tf.math.div(powers, sum(tf, powers));
  }

  @Override
  public Operand<TFloat32> losses(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var elements = new Elements(tf);
    return elements.sum(
        switch (loss) {
          case CROSS_ENTROPY -> entropy(tf, logits, elements.smoothed(targets, spec));
          case HINGE -> hinge(tf, logits, targets);
          case L2_LOGITS -> Errors.terms(tf, Loss.L2, tf.math.sub(logits, targets));
          case L2, L1, HUBER -> Errors.terms(tf, loss, tf.math.sub(output(tf, logits), targets));
        });
  }

  private Operand<TFloat32> hinge(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var zero = tf.constant(0f);
    var one = tf.constant(1f);
    var own = tf.math.equal(targets, one);
    var ofClass = sum(tf, tf.select(own, logits, zero));
    var margin = tf.math.add(tf.math.sub(logits, ofClass), one);
    var terms = tf.select(own, zero, tf.nn.relu(margin));
    return tf.math.mul(terms, tf.constant(1f / spec.outputs()));
  }

  private static Operand<TFloat32> entropy(
      Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var shifted = shifted(tf, logits);
    var sum = sum(tf, tf.math.exp(shifted));
    var tied =
        tf.math.logicalAnd(tf.math.isInf(largest(tf, logits)), tf.math.less(tf.constant(1f), sum));
    var logarithm = tf.select(tied, tf.constant(Float.NaN), tf.math.log(sum));
    return new Elements(tf).times(targets, tf.math.sub(logarithm, shifted));
  }

  private static Operand<TFloat32> shifted(Ops tf, Operand<TFloat32> logits) {
    var largest = tf.stopGradient(largest(tf, logits));
    var first = tf.math.logicalAnd(tf.math.isInf(largest), tf.math.equal(logits, largest));
    return tf.select(first, tf.constant(0f), tf.math.sub(logits, largest));
  }

  private static Operand<TFloat32> largest(Ops tf, Operand<TFloat32> logits) {
    return tf.reduceMax(logits, tf.constant(-1), ReduceMax.keepDims(true));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, tf.constant(-1), ReduceSum.keepDims(true));
  }

  @Override
  public Operand<TBool> right(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var classes = tf.constant(-1);
    return tf.math.equal(tf.math.argMax(logits, classes), tf.math.argMax(targets, classes));
  }

  @Override
  public float[] targets(List<float[]> columns) {
    var values =
        Targets.rows(
            spec,
            columns,
            v -> v >= 0 && v < spec.outputs() && v == v.intValue(),
            "a class from 0 to " + (spec.outputs() - 1));
    var oneHot = new float[values.length * spec.outputs()];
    for (int i = 0; i < values.length; i++) {
      oneHot[i * spec.outputs() + (int) values[i]] = 1;
    }
    return oneHot;
  }
}
