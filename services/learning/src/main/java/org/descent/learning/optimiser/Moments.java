package org.descent.learning.optimiser;

import java.util.List;
import java.util.Map;

/**
 * Running means of the gradient and of its square. Each is one sum with one product: β m + (1 - β)
 * g = m + (1 - β)(g - m).
 */
record Moments<T>(T mean, T variance) {
  static final List<String> SLOTS = List.of("mean", "variance");

  static List<Setting> settings(double beta1, double beta2) {
    return List.of(Setting.constant("rest1", 1 - beta1), Setting.constant("rest2", 1 - beta2));
  }

  /** After another gradient. */
  static <T> Moments<T> of(Calculus<T> a, Map<String, T> settings, Parameters<T> parameters) {
    var gradient = parameters.gradient();
    var mean = parameters.slots().get(0);
    var variance = parameters.slots().get(1);
    mean = a.add(mean, a.multiply(settings.get("rest1"), a.subtract(gradient, mean)));
    var square = a.multiply(gradient, gradient);
    variance = a.add(variance, a.multiply(settings.get("rest2"), a.subtract(square, variance)));
    return new Moments<>(mean, variance);
  }

  /** 1 - βᵗ: what makes a mean that starts at 0 one of t gradients. */
  static double share(double beta, int t) {
    return 1 - StrictMath.pow(beta, t);
  }
}
