package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** θ ← θ - η g. */
final class Sgd implements Optimiser {
  Sgd(OptimiserSpec.Sgd spec) {}

  @Override
  public List<String> slots() {
    return List.of();
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.rate());
  }

  @Override
  public List<Output<?>> stacked(
      Xla xla,
      Map<String, Output<?>> settings,
      Output<?> parameters,
      List<Output<?>> slots,
      Output<?> gradient) {
    return List.of(xla.subtract(parameters, xla.multiply(settings.get("rate"), gradient)));
  }

  @Override
  public List<Operand<TFloat32>> single(
      Ops tf,
      Map<String, Operand<TFloat32>> settings,
      Operand<TFloat32> parameters,
      List<Operand<TFloat32>> slots,
      Operand<TFloat32> gradient) {
    return List.of(tf.math.sub(parameters, tf.math.mul(settings.get("rate"), gradient)));
  }
}
