package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** Steps that grow where the gradient keeps its sign, and shrink where it changes. */
record Rprop(OptimiserSpec.Rprop spec) implements Optimiser {
  @Override
  public List<String> slots() {
    return List.of("step", "before");
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.constant("shrink", spec.shrink()),
        Setting.constant("grow", spec.grow()),
        Setting.constant("smallest", spec.smallest()),
        Setting.constant("largest", spec.largest()));
  }

  @Override
  public double start(String slot) {
    return slot.equals("step") ? spec.learningRate() : 0;
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var gradient = parameters.gradient();
    var kept = a.multiply(gradient, parameters.slots().get(1));
    var factor = a.bySign(kept, settings.get("grow"), settings.get("shrink"), a.constant(1));
    var step = a.multiply(parameters.slots().get(0), factor);
    step = a.maximum(a.minimum(step, settings.get("largest")), settings.get("smallest"));
    var used = a.bySign(kept, gradient, a.constant(0), gradient);
    return List.of(a.subtract(parameters.values(), a.multiply(a.sign(used), step)), step, used);
  }
}
