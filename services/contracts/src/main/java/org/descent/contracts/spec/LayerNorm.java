package org.descent.contracts.spec;

import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;

/**
 * (x - μ) / √(σ² + ε) · γ + β, where mean and variance are those of an example along its last axis
 * (Ba, Kiros &amp; Hinton 2016, as PyTorch's LayerNorm over one axis).
 */
public record LayerNorm(@Otherwise("1e-5") double epsilon) implements LayerSpec {
  public LayerNorm {
    requireEpsilon(epsilon);
  }

  static void requireEpsilon(double epsilon) {
    InvalidSpec.unless(
        epsilon > 0 && Double.isFinite(epsilon), "epsilon %s, expected a number above 0", epsilon);
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    return in;
  }

  @Override
  public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
    return List.of(
        ParameterLayout.Parameter.each("scale", in, ParameterRole.SCALE),
        ParameterLayout.Parameter.each("biases", in, ParameterRole.BIAS));
  }

  @Override
  public Map<String, Double> numbers() {
    return Map.of("epsilon", epsilon);
  }

  @Override
  public LayerSpec structure() {
    return new LayerNorm(1);
  }
}
