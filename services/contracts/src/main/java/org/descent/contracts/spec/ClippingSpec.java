package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.descent.contracts.InvalidSpec;

/**
 * Gradients that are kept from being large.
 *
 * @param most the largest value, or the largest norm
 */
public record ClippingSpec(By by, double most) {
  /** What is bounded. */
  public enum By {
    /** Each element of the gradient: from -most to most. */
    @JsonProperty("value")
    VALUE,
    /** The Euclidean norm over all parameters: g ← g min(1, most / (‖g‖ + 10⁻⁶)), as PyTorch. */
    @JsonProperty("norm")
    NORM
  }

  public ClippingSpec {
    InvalidSpec.unless(
        most > 0 && Double.isFinite(most), "clipping: %s must be a number above 0", most);
  }

  ClippingSpec structure() {
    return new ClippingSpec(by, 1);
  }
}
