package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** v ← ρ v + (1-ρ) g²; θ ← θ - η g / (√v + ε). */
record RmsProp(OptimiserSpec.RmsProp spec) implements Optimiser {
  @Override
  public List<String> slots() {
    return List.of("square");
  }

  @Override
  public List<Setting> settings() {
    return List.of(
        Setting.rate("rate", 1),
        Setting.constant("rest", 1 - spec.decay()),
        Setting.constant("epsilon", spec.epsilon()));
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var gradient = parameters.gradient();
    var square = parameters.slots().get(0);
    var difference = a.subtract(a.multiply(gradient, gradient), square);
    square = a.add(square, a.multiply(settings.get("rest"), difference));
    var deviation = a.add(a.squareRoot(square), settings.get("epsilon"));
    var step = a.multiply(settings.get("rate"), a.divide(gradient, deviation));
    return List.of(a.subtract(parameters.values(), step), square);
  }
}
