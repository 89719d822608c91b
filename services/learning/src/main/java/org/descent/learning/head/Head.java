package org.descent.learning.head;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.Loss;
import org.descent.learning.graph.Gradients;
import org.descent.learning.graph.Xla;
import org.descent.learning.layer.StackedPass;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * What one of a network's outputs predicts: its output function, its loss and what counts as right,
 * in both engines. In stacked programs logits are [trials, outputs, examples] and targets [1 or
 * trials, outputs, examples]; in the single engine [examples, outputs]. Targets are the number
 * itself or one-hot classes.
 */
public interface Head {
  /** Terms of the loss, to be summed over outputs and examples: [trials, ·, examples]. */
  Output<?> losses(StackedPass pass, Output<?> logits, Output<?> targets);

  /**
   * ∂(head weight · mean loss)/∂logits: [trials, outputs, examples]. Derived, unless there is
   * something faster.
   *
   * @param scale head weight / examples of each trial: [trials, 1, 1]
   */
  default Output<?> derivative(
      StackedPass pass, Output<?> logits, Output<?> targets, Output<?> scale) {
    var own = pass.xla().afresh();
    var losses = losses(pass.on(own), logits, targets);
    var seed = own.repeated(scale, Xla.dimensions(losses.shape()));
    return Gradients.of(own, Map.of(losses, seed), List.of(logits)).get(logits);
  }

  /** 1 for every right answer, else 0: [trials, 1, examples]. */
  Output<?> right(StackedPass pass, Output<?> logits, Output<?> targets);

  /** What the head says of logits of any shape, the outputs being their last axis. */
  Operand<TFloat32> output(Ops tf, Operand<TFloat32> logits);

  /** The loss of each example: [examples]; or with an axis before it, also of targets or not. */
  Operand<TFloat32> losses(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets);

  /** Whether each example is answered right; as for {@link #losses}. */
  Operand<TBool> right(Ops tf, Operand<TFloat32> logits, Operand<TFloat32> targets);

  /**
   * Target values as engines want them, [examples · outputs].
   *
   * @throws org.descent.contracts.InvalidSpec if they are not what the head can predict
   */
  float[] targets(float[] values);

  /** The head of {@code spec}, under {@code loss} as far as it follows that. */
  static Head of(HeadSpec spec, Loss loss) {
    return switch (spec.kind()) {
      case BINARY -> new BinaryHead(spec, loss);
      case MULTI_CLASS -> new MultiClassHead(spec, loss);
      case REGRESSION -> new RegressionHead(spec);
    };
  }
}
