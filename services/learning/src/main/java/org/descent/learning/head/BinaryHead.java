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

/** One label, of which the target is 0 or 1, or with a tolerance anything between. */
final class BinaryHead extends SigmoidHead {
  BinaryHead(HeadSpec spec, Loss loss) {
    super(spec, loss);
  }

  @Override
  public Output<?> right(StackedPass pass, Output<?> z, Output<?> y) {
    if (spec.tolerance() == 0) {
      return sides(pass, z, y);
    }
    var xla = pass.xla();
    var distance = xla.absolute(xla.subtract(probability(pass, z), y));
    return xla.number(xla.less(distance, pass.field(spec.name() + "/tolerance")));
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
}
