package org.descent.contracts.spec;

import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;

/**
 * (x - μ) / √(σ² + ε) · γ + β for each place on the last axis, which is that of channels (Ioffe
 * &amp; Szegedy 2015, as PyTorch). In training mean and variance are those of the batch at hand;
 * measured or used, the network has those that it remembers: r ← (1 - momentum) r + momentum · of
 * the batch, with n - 1 in the variance, from 0 and 1 on.
 */
public record BatchNorm(@Otherwise("0.1") double momentum, @Otherwise("1e-5") double epsilon)
    implements LayerSpec {
  public BatchNorm {
    InvalidSpec.unless(momentum >= 0 && momentum <= 1, "momentum %s, expected 0 to 1", momentum);
    LayerNorm.requireEpsilon(epsilon);
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    return in;
  }

  @Override
  public List<ParameterLayout.Parameter> parameters(List<Integer> in) {
    return List.of(
        ParameterLayout.Parameter.each("scale", in, ParameterRole.SCALE),
        ParameterLayout.Parameter.each("biases", in, ParameterRole.BIAS),
        ParameterLayout.Parameter.each("mean", in, ParameterRole.STATE),
        ParameterLayout.Parameter.each("variance", in, ParameterRole.VARIANCE));
  }

  @Override
  public Map<String, Double> numbers() {
    return Map.of("momentum", momentum, "epsilon", epsilon);
  }

  @Override
  public LayerSpec structure() {
    return new BatchNorm(0, 1);
  }

  @Override
  public boolean modal() {
    return true;
  }
}
