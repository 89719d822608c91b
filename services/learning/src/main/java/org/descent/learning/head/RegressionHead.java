package org.descent.learning.head;

import java.util.List;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;
import org.descent.learning.layer.StackedPass;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/** The logits themselves, one for each target; right is who is near all of them. */
final class RegressionHead implements Head {
  private final HeadSpec spec;
  private final Loss loss;

  RegressionHead(HeadSpec spec, Loss loss) {
    this.spec = spec;
    this.loss = spec.under(loss);
  }

  @Override
  public Loss read(Loss loss) {
    return spec.under(loss);
  }

  @Override
  public Output<?> terms(StackedPass pass, Loss loss, Output<?> q, Output<?> y) {
    return Errors.terms(pass.xla(), loss, pass.xla().subtract(q, y));
  }

  @Override
  public Output<?> slope(StackedPass pass, Loss loss, Output<?> q, Output<?> y) {
    if (loss != Loss.L2) {
      return Head.super.slope(pass, loss, q, y);
    }
    var xla = pass.xla();
    xla.keep(q);
    var error = xla.subtract(q, y);
    return xla.add(error, error);
  }

  @Override
  public Output<?> right(StackedPass pass, Output<?> q, Output<?> y) {
    var xla = pass.xla();
    var distance = xla.absolute(xla.subtract(q, y));
    var near = xla.number(xla.less(distance, pass.field(spec.name() + "/tolerance")));
    return Answers.all(xla, near);
  }

  @Override
  public Operand<TFloat32> output(Ops tf, Operand<TFloat32> logits) {
    return logits;
  }

  @Override
  public Operand<TFloat32> losses(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return new Elements(tf).sum(Errors.terms(tf, loss, tf.math.sub(logits, targets)));
  }

  @Override
  public Operand<TBool> right(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    var elements = new Elements(tf);
    return elements.all(elements.near(logits, targets, spec.tolerance()));
  }

  @Override
  public float[] targets(List<float[]> columns) {
    return Targets.rows(spec, columns, Float::isFinite, "a finite number");
  }
}
