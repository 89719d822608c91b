package org.descent.contracts.spec;

import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;

/**
 * In training a number of mean 0 and standard deviation {@code sigma} is added to each element,
 * normally distributed and drawn anew for each iteration and example.
 */
@Bare
public record GaussianNoise(double sigma) implements LayerSpec {
  public GaussianNoise {
    InvalidSpec.unless(
        sigma > 0 && Double.isFinite(sigma), "sigma %s, expected a number above 0", sigma);
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    return in;
  }

  @Override
  public Map<String, Double> numbers() {
    return Map.of("sigma", sigma);
  }

  @Override
  public LayerSpec structure() {
    return new GaussianNoise(1);
  }

  @Override
  public boolean draws() {
    return true;
  }
}
