package org.descent.learning.optimiser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** θ ← θ - η λ θ - η m̂ / (√v̂ + ε), where m̂ = m / (1-β₁ᵗ), v̂ = v / (1-β₂ᵗ). */
record AdamW(OptimiserSpec.AdamW spec) implements Optimiser {
  @Override
  public List<String> slots() {
    return Moments.SLOTS;
  }

  @Override
  public List<Setting> settings() {
    var settings = new ArrayList<>(Moments.settings(spec.beta1(), spec.beta2()));
    settings.add(
        Setting.each("rate", now -> now.rate() / Moments.share(spec.beta1(), now.iteration())));
    settings.add(
        Setting.each("spread", now -> 1 / Math.sqrt(Moments.share(spec.beta2(), now.iteration()))));
    settings.add(Setting.rate("fade", spec.weightDecay()));
    settings.add(Setting.constant("epsilon", spec.epsilon()));
    return List.copyOf(settings);
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var moments = Moments.of(a, settings, parameters);
    var spread = a.multiply(a.squareRoot(moments.variance()), settings.get("spread"));
    var direction = a.divide(moments.mean(), a.add(spread, settings.get("epsilon")));
    var values = parameters.values();
    var faded = a.subtract(values, a.multiply(settings.get("fade"), values));
    var step = a.multiply(settings.get("rate"), direction);
    return List.of(a.subtract(faded, step), moments.mean(), moments.variance());
  }
}
