package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** v ← μ v + g; θ ← θ - η v. */
final class Momentum implements Optimiser {
  private final OptimiserSpec.Momentum spec;

  Momentum(OptimiserSpec.Momentum spec) {
    this.spec = spec;
  }

  @Override
  public List<String> slots() {
    return List.of("velocity");
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.rate(), Setting.constant("momentum", spec.momentum()));
  }

  @Override
  public List<Output<?>> stacked(
      Xla xla,
      Map<String, Output<?>> settings,
      Output<?> parameters,
      List<Output<?>> slots,
      Output<?> gradient) {
    var velocity = xla.add(xla.multiply(settings.get("momentum"), slots.get(0)), gradient);
    return List.of(
        xla.subtract(parameters, xla.multiply(settings.get("rate"), velocity)), velocity);
  }

  @Override
  public List<Operand<TFloat32>> single(
      Ops tf,
      Map<String, Operand<TFloat32>> settings,
      Operand<TFloat32> parameters,
      List<Operand<TFloat32>> slots,
      Operand<TFloat32> gradient) {
    var velocity = tf.math.add(tf.math.mul(settings.get("momentum"), slots.get(0)), gradient);
    return List.of(tf.math.sub(parameters, tf.math.mul(settings.get("rate"), velocity)), velocity);
  }
}
