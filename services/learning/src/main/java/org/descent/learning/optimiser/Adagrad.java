package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** s ← s + g²; θ ← θ - η g / (√s + ε). */
record Adagrad(OptimiserSpec.Adagrad spec) implements Optimiser {
  @Override
  public List<String> slots() {
    return List.of("square");
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.rate("rate", 1), Setting.constant("epsilon", spec.epsilon()));
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var gradient = parameters.gradient();
    var square = a.add(parameters.slots().get(0), a.multiply(gradient, gradient));
    var deviation = a.add(a.squareRoot(square), settings.get("epsilon"));
    var step = a.multiply(settings.get("rate"), a.divide(gradient, deviation));
    return List.of(a.subtract(parameters.values(), step), square);
  }
}
