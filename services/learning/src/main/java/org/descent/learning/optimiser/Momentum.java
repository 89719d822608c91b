package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** v ← μ v + g; θ ← θ - η v. */
record Momentum(OptimiserSpec.Momentum spec) implements Optimiser {
  @Override
  public List<String> slots() {
    return List.of("velocity");
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.rate("rate", 1), Setting.momentum(spec.momentum()));
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var decayed = a.multiply(settings.get("momentum"), parameters.slots().get(0));
    var velocity = a.add(decayed, parameters.gradient());
    var step = a.multiply(settings.get("rate"), velocity);
    return List.of(a.subtract(parameters.values(), step), velocity);
  }
}
