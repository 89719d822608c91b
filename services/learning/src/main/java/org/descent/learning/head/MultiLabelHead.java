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

/** Several labels, of which each target is 0 or 1; right is who has all of them. */
final class MultiLabelHead extends SigmoidHead {
  MultiLabelHead(HeadSpec spec, Loss loss) {
    super(spec, loss);
  }

  @Override
  public Output<?> right(StackedPass pass, Output<?> z, Output<?> y) {
    return Answers.all(pass.xla(), sides(pass, z, y));
  }

  @Override
  public Operand<TBool> right(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets) {
    return new Elements(tf).all(sides(tf, logits, targets));
  }

  @Override
  public float[] targets(List<float[]> columns) {
    return Targets.rows(spec, columns, v -> v == 0 || v == 1, "0 or 1");
  }
}
