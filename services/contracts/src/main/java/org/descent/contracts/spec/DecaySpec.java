package org.descent.contracts.spec;

import org.descent.contracts.InvalidSpec;

/**
 * Weights that are drawn towards 0.
 *
 * @param rate λ
 * @param decoupled whether θ ← θ - η λ θ happens beside the optimiser's update (Loshchilov &amp;
 *     Hutter 2019), or λ θ is added to the gradient, as the gradient of λ/2 ‖θ‖²
 * @param biases whether biases and scales decay too
 */
public record DecaySpec(
    double rate, @Otherwise("false") boolean decoupled, @Otherwise("true") boolean biases) {
  public DecaySpec {
    InvalidSpec.unless(
        rate >= 0 && Double.isFinite(rate), "rate %s, expected a number of 0 or more", rate);
  }

  /** Whether parameters of some role decay. */
  public boolean reaches(ParameterRole role) {
    return role == ParameterRole.WEIGHT || (biases && role.trained());
  }

  DecaySpec structure() {
    return new DecaySpec(0, decoupled, biases);
  }
}
