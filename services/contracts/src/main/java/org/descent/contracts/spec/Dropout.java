package org.descent.contracts.spec;

import java.util.List;
import java.util.Map;
import org.descent.contracts.InvalidSpec;

/**
 * In training each element is 0 with a probability of {@code rate}, drawn anew for each iteration
 * and example, and all others are divided by 1 - rate (Srivastava et al. 2014).
 */
public record Dropout(double rate) implements LayerSpec {
  public Dropout {
    InvalidSpec.unless(rate >= 0 && rate < 1, "rate %s, expected 0 or more and below 1", rate);
  }

  @Override
  public List<Integer> out(List<Integer> in) {
    return in;
  }

  @Override
  public Map<String, Double> numbers() {
    return Map.of("rate", rate);
  }

  @Override
  public LayerSpec structure() {
    return new Dropout(0.5);
  }

  @Override
  public boolean draws() {
    return true;
  }
}
