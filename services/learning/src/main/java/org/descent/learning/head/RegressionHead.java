package org.descent.learning.head;

import org.descent.contracts.spec.HeadSpec;
import org.descent.learning.layer.StackedPass;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** The logit itself, whatever the loss of other heads under the squared error. */
final class RegressionHead implements Head {
  private final HeadSpec spec;

  RegressionHead(HeadSpec spec) {
    this.spec = spec;
  }

  @Override
  public Output<?> losses(StackedPass pass, Output<?> q, Output<?> y) {
    var error = pass.xla().subtract(q, y);
    return pass.xla().multiply(error, error);
  }

  @Override
  public Output<?> derivative(StackedPass pass, Output<?> q, Output<?> y, Output<?> scale) {
    var xla = pass.xla();
    if (xla.derivesAll()) {
      return Head.super.derivative(pass, q, y, scale);
    }
    xla.keep(q);
    var error = xla.subtract(q, y);
    return xla.multiply(xla.add(error, error), scale);
  }

  @Override
  public Output<?> right(StackedPass pass, Output<?> q, Output<?> y) {
    var xla = pass.xla();
    var distance = xla.absolute(xla.subtract(q, y));
    return xla.number(xla.less(distance, pass.field(spec.name() + "/tolerance")));
  }

  @Override
  public Operand<TFloat32> output(Ops tf, Operand<TFloat32> logits) {
    return logits;
  }

  @Override
  public Operand<TFloat32> losses(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return new Elements(tf).sum(tf.math.square(tf.math.sub(logits, targets)));
  }

  @Override
  public Operand<TBool> right(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var elements = new Elements(tf);
    return elements.all(elements.near(logits, targets, spec.tolerance()));
  }

  @Override
  public float[] targets(float[] values) {
    Targets.check(spec, values, Float::isFinite, "a finite number");
    return values;
  }
}
