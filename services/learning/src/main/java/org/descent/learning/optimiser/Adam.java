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
 * m ← β₁m + (1-β₁)g; v ← β₂v + (1-β₂)g²; θ ← θ - η √(1-β₂ᵗ)/(1-β₁ᵗ) · m / (√v + ε). The means are
 * each one sum with one product: β m + (1 - β) g = m + (1 - β)(g - m).
 */
final class Adam implements Optimiser {
  private final OptimiserSpec.Adam spec;

  Adam(OptimiserSpec.Adam spec) {
    this.spec = spec;
  }

  @Override
  public List<String> slots() {
    return List.of("mean", "variance");
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        new Setting("rate", true, this::stepSize),
        Setting.constant("rest1", 1 - spec.beta1()),
        Setting.constant("rest2", 1 - spec.beta2()),
        Setting.constant("epsilon", spec.epsilon()));
  }

  private double stepSize(int t, double rate) {
    double first = 1 - StrictMath.pow(spec.beta1(), t);
    double second = 1 - StrictMath.pow(spec.beta2(), t);
    return rate * Math.sqrt(second) / first;
  }

  @Override
  public List<Output<?>> stacked(
      Xla xla,
      Map<String, Output<?>> settings,
      Output<?> parameters,
      List<Output<?>> slots,
      Output<?> gradient) {
    var rest1 = settings.get("rest1");
    var rest2 = settings.get("rest2");
    var mean = slots.get(0);
    var variance = slots.get(1);
    mean = xla.add(mean, xla.multiply(rest1, xla.subtract(gradient, mean)));
    var square = xla.multiply(gradient, gradient);
    variance = xla.add(variance, xla.multiply(rest2, xla.subtract(square, variance)));
    var deviation = xla.add(xla.squareRoot(variance), settings.get("epsilon"));
    var step = xla.multiply(settings.get("rate"), xla.divide(mean, deviation));
    return List.of(xla.subtract(parameters, step), mean, variance);
  }

  @Override
  public List<Operand<TFloat32>> single(
      Ops tf,
      Map<String, Operand<TFloat32>> settings,
      Operand<TFloat32> parameters,
      List<Operand<TFloat32>> slots,
      Operand<TFloat32> gradient) {
    var rest1 = settings.get("rest1");
    var rest2 = settings.get("rest2");
    var mean = slots.get(0);
    var variance = slots.get(1);
    mean = tf.math.add(mean, tf.math.mul(rest1, tf.math.sub(gradient, mean)));
    var square = tf.math.square(gradient);
    variance = tf.math.add(variance, tf.math.mul(rest2, tf.math.sub(square, variance)));
    var deviation = tf.math.add(tf.math.sqrt(variance), settings.get("epsilon"));
    var step = tf.math.mul(settings.get("rate"), tf.math.div(mean, deviation));
    return List.of(tf.math.sub(parameters, step), mean, variance);
  }
}
