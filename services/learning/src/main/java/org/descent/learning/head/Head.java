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
  /** The head's loss under that of a training. */
  Loss read(Loss loss);

  /** Terms of a loss, to be summed over outputs and examples: [trials, ·, examples]. */
  Output<?> terms(StackedPass pass, Loss loss, Output<?> logits, Output<?> targets);

  /**
   * ∂(sum of the terms)/∂logits: [trials, outputs, examples]. Derived, unless there is something
   * faster.
   */
  default Output<?> slope(StackedPass pass, Loss loss, Output<?> logits, Output<?> targets) {
    pass.xla().keep(logits);
    var own = pass.xla().afresh();
    var terms = terms(pass.on(own), loss, logits, targets);
    var seed = own.repeated(own.constant(1f), Xla.dimensions(terms.shape()));
    return Gradients.of(own, Map.of(terms, seed), List.of(logits)).get(logits);
  }

  /** The terms of each trial's own loss. */
  default Output<?> losses(StackedPass pass, Output<?> logits, Output<?> targets) {
    return pass.byLoss(this::read, loss -> terms(pass, loss, logits, targets));
  }

  /**
   * ∂(head weight · mean loss)/∂logits: [trials, outputs, examples].
   *
   * @param scale head weight / examples of each trial: [trials, 1, 1]
   */
  default Output<?> derivative(
      StackedPass pass, Output<?> logits, Output<?> targets, Output<?> scale) {
    if (!pass.xla().derivesAll()) {
      var slope = pass.byLoss(this::read, loss -> slope(pass, loss, logits, targets));
      return pass.xla().multiply(slope, scale);
    }
    // on the pass's own record, so that it can be derived once more
    var xla = pass.xla();
    var losses = losses(pass, logits, targets);
    var seed = xla.repeated(scale, Xla.dimensions(losses.shape()));
    return Gradients.of(xla, Map.of(losses, seed), List.of(logits)).get(logits);
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
   * @param columns those of the head's targets, [examples] each
   * @throws org.descent.contracts.InvalidSpec if they are not what the head can predict
   */
  float[] targets(List<float[]> columns);

  /** The head of {@code spec}, in the single engine under {@code loss} as far as it reads that. */
  static Head of(HeadSpec spec, Loss loss) {
    return switch (spec.kind()) {
      case BINARY, MULTI_LABEL -> new SigmoidHead(spec, loss);
      case MULTI_CLASS -> new MultiClassHead(spec, loss);
      case REGRESSION -> new RegressionHead(spec, loss);
    };
  }
}
