package org.descent.learning.optimiser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** m ← β₁m + (1-β₁)g; v ← β₂v + (1-β₂)g²; θ ← θ - η √(1-β₂ᵗ)/(1-β₁ᵗ) · m / (√v + ε). */
record Adam(OptimiserSpec.Adam spec) implements Optimiser {
  @Override
  public List<String> slots() {
    return Moments.SLOTS;
  }

  @Override
  public List<Setting> settings() {
    var settings = new ArrayList<>(Moments.settings(spec.beta1(), spec.beta2()));
    settings.add(Setting.each("rate", this::stepSize));
    settings.add(Setting.constant("epsilon", spec.epsilon()));
    return List.copyOf(settings);
  }

  private double stepSize(Setting.Now now) {
    double first = Moments.share(spec.beta1(), now.iteration());
    double second = Moments.share(spec.beta2(), now.iteration());
    return now.rate() * Math.sqrt(second) / first;
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var moments = Moments.of(a, settings, parameters);
    var deviation = a.add(a.squareRoot(moments.variance()), settings.get("epsilon"));
    var step = a.multiply(settings.get("rate"), a.divide(moments.mean(), deviation));
    return List.of(a.subtract(parameters.values(), step), moments.mean(), moments.variance());
  }
}
