package org.descent.learning.optimiser;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.OptimiserSpec;

/** AdamW with m̂ = β₁ m / (1-β₁ᵗ⁺¹) + (1-β₁) g / (1-β₁ᵗ). */
record NadamW(OptimiserSpec.NadamW spec) implements Optimiser {
  @Override
  public List<String> slots() {
    return Moments.SLOTS;
  }

  @Override
  public List<Setting> settings() {
    double beta1 = spec.beta1();
    var settings = new ArrayList<>(Moments.settings(beta1, spec.beta2()));
    settings.add(Setting.rate("rate", 1));
    settings.add(Setting.each("ofMean", now -> beta1 / Moments.share(beta1, now.iteration() + 1)));
    settings.add(
        Setting.each("ofGradient", now -> (1 - beta1) / Moments.share(beta1, now.iteration())));
    settings.add(
        Setting.each("spread", now -> 1 / Math.sqrt(Moments.share(spec.beta2(), now.iteration()))));
    settings.add(Setting.rate("fade", spec.weightDecay()));
    settings.add(Setting.constant("epsilon", spec.epsilon()));
    return List.copyOf(settings);
  }

  @Override
  public <T> List<T> update(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var moments = Moments.of(a, settings, parameters);
    var ofGradient = a.multiply(settings.get("ofGradient"), parameters.gradient());
    var ahead = a.add(a.multiply(settings.get("ofMean"), moments.mean()), ofGradient);
    var spread = a.multiply(a.squareRoot(moments.variance()), settings.get("spread"));
    var direction = a.divide(ahead, a.add(spread, settings.get("epsilon")));
    var values = parameters.values();
    var faded = a.subtract(values, a.multiply(settings.get("fade"), values));
    var step = a.multiply(settings.get("rate"), direction);
    return List.of(a.subtract(faded, step), moments.mean(), moments.variance());
  }
}
