package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** θ ← θ - η (sign(β₁m + (1-β₁)g) + λ θ); m ← β₂m + (1-β₂)g. */
record Lion(OptimiserSpec.Lion spec) implements Optimiser {
  @Override
  public List<String> slots() {
    return List.of("mean");
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.rate("rate", 1),
        Setting.rate("fade", spec.weightDecay()),
        Setting.constant("rest1", 1 - spec.beta1()),
        Setting.constant("rest2", 1 - spec.beta2()));
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var mean = parameters.slots().get(0);
    var difference = a.subtract(parameters.gradient(), mean);
    var direction = a.sign(a.add(mean, a.multiply(settings.get("rest1"), difference)));
    var values = parameters.values();
    var faded = a.subtract(values, a.multiply(settings.get("fade"), values));
    var step = a.multiply(settings.get("rate"), direction);
    return List.of(
        a.subtract(faded, step), a.add(mean, a.multiply(settings.get("rest2"), difference)));
  }
}
