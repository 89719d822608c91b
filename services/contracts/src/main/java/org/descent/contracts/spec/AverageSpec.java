package org.descent.contracts.spec;

import org.descent.contracts.InvalidSpec;

/**
 * An exponential average of all that is trained, a ← decay · a + (1 - decay) · θ after each update,
 * from the initial θ on (Polyak &amp; Juditsky 1992; as PyTorch's AveragedModel with an exponential
 * average, or Optax' ema without debiasing). It is judged beside the weights and does not change
 * them.
 */
@Bare
public record AverageSpec(double decay) {
  public AverageSpec {
    InvalidSpec.unless(decay > 0 && decay < 1, "average %s, expected above 0 and below 1", decay);
  }

  /** With the number levelled out that programs take for each trial. */
  AverageSpec structure() {
    return new AverageSpec(0.5);
  }
}
