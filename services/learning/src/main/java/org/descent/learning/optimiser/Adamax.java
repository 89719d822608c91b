package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** m ← β₁m + (1-β₁)g; u ← max(β₂u, |g| + ε); θ ← θ - η / (1-β₁ᵗ) · m / u. */
record Adamax(OptimiserSpec.Adamax spec) implements Optimiser {
  @Override
  public List<String> slots() {
    return List.of("mean", "largest");
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.constant("rest", 1 - spec.beta1()),
        Setting.constant("keep", spec.beta2()),
        Setting.constant("epsilon", spec.epsilon()),
        Setting.each("rate", now -> now.rate() / Moments.share(spec.beta1(), now.iteration())));
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var gradient = parameters.gradient();
    var mean = parameters.slots().get(0);
    var largest = parameters.slots().get(1);
    mean = a.add(mean, a.multiply(settings.get("rest"), a.subtract(gradient, mean)));
    var size = a.maximum(gradient, a.subtract(a.constant(0), gradient));
    largest =
        a.maximum(a.multiply(settings.get("keep"), largest), a.add(size, settings.get("epsilon")));
    var step = a.multiply(settings.get("rate"), a.divide(mean, largest));
    return List.of(a.subtract(parameters.values(), step), mean, largest);
  }
}
