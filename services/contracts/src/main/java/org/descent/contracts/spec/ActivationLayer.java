package org.descent.contracts.spec;

import java.util.List;

/** A function that is applied to what comes in, element by element. */
@Bare
public record ActivationLayer(Activation activation) implements LayerSpec {
  @Override
  public List<Integer> out(List<Integer> in) {
    return in;
  }

  @Override
  public LayerSpec activated(Activation other) {
    return new ActivationLayer(other);
  }
}
