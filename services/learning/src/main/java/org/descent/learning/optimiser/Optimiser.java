package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How parameters follow their gradient, in both engines; formulas as in {@link OptimiserSpec}.
 * Updates work element by element on arrays of any shape.
 */
public interface Optimiser {
  /** What it remembers of each parameter, by name; all start at 0. */
  List<String> slots();

  /** What its update wants to know, the learning rate included. */
  List<Setting> settings();

  /**
   * The parameters after an update, and then what is remembered of them.
   *
   * @param settings by name, [trials, 1, 1]
   * @param parameters of all trials
   * @param slots what was remembered
   */
  List<Output<?>> stacked(
      Xla xla,
      Map<String, Output<?>> settings,
      Output<?> parameters,
      List<Output<?>> slots,
      Output<?> gradient);

  /** The same for one trial, settings being scalars. */
  List<Operand<TFloat32>> single(
      Ops tf,
      Map<String, Operand<TFloat32>> settings,
      Operand<TFloat32> parameters,
      List<Operand<TFloat32>> slots,
      Operand<TFloat32> gradient);
}
