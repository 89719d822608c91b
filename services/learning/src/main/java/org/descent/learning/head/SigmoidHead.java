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
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * p = σ(z) for each output by itself, of which the target is 0 or 1, or with a tolerance anything
 * between; right is who has all of them.
 */
final class SigmoidHead implements Head {
  private final HeadSpec spec;
  private final Loss loss;

  SigmoidHead(HeadSpec spec, Loss loss) {
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
      case CROSS_ENTROPY -> entropy(pass, z, Labels.smoothed(pass, spec, y));
      case HINGE -> {
        var margin = xla.subtract(xla.constant(1f), xla.multiply(side(xla, y), z));
        yield xla.maximum(margin, xla.constant(0f));
      }
      case L2_LOGITS -> Errors.terms(xla, Loss.L2, xla.subtract(z, side(xla, y)));
      case L2, L1, HUBER -> Errors.terms(xla, loss, xla.subtract(probability(pass, z), y));
    };
  }

  /** 0 is -1, and 1 is 1. */
  private static Output<?> side(Xla xla, Output<?> y) {
    return xla.subtract(xla.add(y, y), xla.constant(1f));
  }

  /** By formulas that have no ln 0 in them, and for the entropy no quotient: p - y. */
  @Override
  public Output<?> slope(StackedPass pass, Loss loss, Output<?> z, Output<?> y) {
    var xla = pass.xla();
    return switch (loss) {
      case CROSS_ENTROPY -> xla.subtract(kept(pass, z), Labels.smoothed(pass, spec, y));
      case L2 -> {
        var p = kept(pass, z);
        var error = xla.subtract(p, y);
        var slope = xla.multiply(p, xla.subtract(xla.constant(1f), p));
        yield xla.multiply(xla.add(error, error), slope);
      }
      case L1, HUBER, HINGE, L2_LOGITS -> Head.super.slope(pass, loss, z, y);
    };
  }

  private Output<?> kept(StackedPass pass, Output<?> z) {
    return pass.once(
        "kept",
        z,
        () -> {
          var p = pass.xla().keep(probability(pass, z));
          pass.xla().keep(decay(pass, z));
          return p;
        });
  }

  @Override
  public Output<?> right(StackedPass pass, Output<?> z, Output<?> y) {
    return Answers.all(pass.xla(), spec.tolerance() > 0 ? near(pass, z, y) : sides(pass, z, y));
  }

  private Output<?> near(StackedPass pass, Output<?> z, Output<?> y) {
    var xla = pass.xla();
    var distance = xla.absolute(xla.subtract(probability(pass, z), y));
    return xla.number(xla.less(distance, pass.field(spec.name() + "/tolerance")));
  }

  /** Whether σ(z) ≥ ½, exactly where z ≥ 0, against y ≥ ½: [trials, outputs, examples]. */
  private static Output<?> sides(StackedPass pass, Output<?> z, Output<?> y) {
    var xla = pass.xla();
    return xla.number(
        xla.equal(
            xla.greaterOrEqual(z, xla.constant(0f)), xla.greaterOrEqual(y, xla.constant(0.5f))));
  }

  /** The same in the single engine. */
  private static Operand<TBool> sides(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return tf.math.equal(
        tf.math.greaterEqual(logits, tf.constant(0f)),
        tf.math.greaterEqual(targets, tf.constant(0.5f)));
  }

  private static Output<?> probability(StackedPass pass, Output<?> z) {
    return new Transcendental(pass.xla()).sigmoid(z, decay(pass, z));
  }

  /** e^-|z|, which a sigmoid and its cross-entropy have in common. */
  private static Output<?> decay(StackedPass pass, Output<?> z) {
    return pass.once("decay", z, () -> new Transcendental(pass.xla()).decay(z));
  }

  /**
   * -[y ln σ(z) + (1 - y) ln(1 - σ(z))] = max(z, 0) - y z + ln(1 + e^-|z|). Of an infinite z it is
   * 0 where that is the answer, else infinite.
   */
  private static Output<?> entropy(StackedPass pass, Output<?> z, Output<?> y) {
    var xla = pass.xla();
    var zero = xla.constant(0f);
    var negative = xla.lessOrEqual(z, zero);
    var linear = xla.subtract(xla.select(negative, zero, z), xla.multiply(z, y));
    var answer = xla.select(negative, zero, xla.constant(1f));
    var edge = xla.select(xla.equal(y, answer), zero, xla.constant(Float.POSITIVE_INFINITY));
    var tail = new Transcendental(xla).log1Plus(decay(pass, z));
    return xla.add(xla.select(xla.infinite(z), edge, linear), tail);
  }

  @Override
  public Operand<TBool> right(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var elements = new Elements(tf);
    return elements.all(
        spec.tolerance() > 0
            ? elements.near(output(tf, logits), targets, spec.tolerance())
            : sides(tf, logits, targets));
  }

  @Override
  public float[] targets(List<float[]> columns) {
    return spec.tolerance() > 0
        ? Targets.rows(spec, columns, v -> v >= 0 && v <= 1, "0 to 1")
        : Targets.rows(spec, columns, v -> v == 0 || v == 1, "0 or 1");
  }

  @Override
  public Operand<TFloat32> output(Ops tf, Operand<TFloat32> logits) {
    return tf.math.sigmoid(logits);
  }

  @Override
  public Operand<TFloat32> losses(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var terms =
        switch (loss) {
          case CROSS_ENTROPY -> entropy(tf, logits, targets);
          case HINGE -> {
            var along = tf.math.mul(side(tf, targets), logits);
            yield tf.nn.relu(tf.math.sub(tf.constant(1f), along));
          }
          case L2_LOGITS -> Errors.terms(tf, Loss.L2, tf.math.sub(logits, side(tf, targets)));
          case L2, L1, HUBER -> Errors.terms(tf, loss, tf.math.sub(output(tf, logits), targets));
        };
    return new Elements(tf).sum(terms);
  }

  private static Operand<TFloat32> side(Ops tf, Operand<TFloat32> targets) {
    return tf.math.sub(tf.math.mul(targets, tf.constant(2f)), tf.constant(1f));
  }

  /** -ln σ(z) = softplus(-z) and -ln(1 - σ(z)) = softplus(z), exact where σ saturates. */
  private Operand<TFloat32> entropy(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var elements = new Elements(tf);
    var labels = elements.smoothed(targets, spec);
    var rest = tf.math.sub(tf.constant(1f), labels);
    return tf.math.add(
        elements.times(labels, tf.math.softplus(tf.math.neg(logits))),
        elements.times(rest, tf.math.softplus(logits)));
  }
}
