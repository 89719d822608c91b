package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** v ← μ v + g; θ ← θ - η (g + μ v). */
record Nesterov(OptimiserSpec.Nesterov spec) implements Optimiser {
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
    var momentum = settings.get("momentum");
    var gradient = parameters.gradient();
    var velocity = a.add(a.multiply(momentum, parameters.slots().get(0)), gradient);
    var ahead = a.add(a.multiply(momentum, velocity), gradient);
    var step = a.multiply(settings.get("rate"), ahead);
    return List.of(a.subtract(parameters.values(), step), velocity);
  }
}
