package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** θ ← θ - η g. */
record Sgd(OptimiserSpec.Sgd spec) implements Optimiser {
  @Override
  public List<String> slots() {
    return List.of();
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.rate("rate", 1));
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var step = a.multiply(settings.get("rate"), parameters.gradient());
    return List.of(a.subtract(parameters.values(), step));
  }
}
