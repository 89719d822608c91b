package org.descent.contracts.spec;

import org.descent.contracts.InvalidSpec;

/**
 * An exponential average of the weights, judged beside them: a ← d a + (1-d) θ after each update, a
 * = θ at the start (Polyak &amp; Juditsky 1992; as PyTorch's AveragedModel).
 *
 * @param decay d
 */
public record AveragingSpec(double decay) {
  public AveragingSpec {
    InvalidSpec.unless(
        decay > 0 && decay < 1, "averaging: decay %s, expected above 0 and below 1", decay);
  }

  AveragingSpec structure() {
    return new AveragingSpec(0.5);
  }
}
