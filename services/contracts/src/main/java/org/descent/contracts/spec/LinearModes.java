package org.descent.contracts.spec;

import java.util.List;
import org.descent.contracts.InvalidSpec;

/**
 * A linear map in its own coordinates: features are all corners of [-1, 1]ⁿ, whose covariance is
 * the identity, and target {@code mode}i is {@code strengths}[i] times feature i. So the strengths
 * are the singular values of what is to be learned (Saxe, McClelland &amp; Ganguli 2013).
 *
 * @param strengths of the n modes, from {@code mode1} on
 */
public record LinearModes(List<Double> strengths) implements DataSpec {
  /** The most modes. */
  public static final int MAX_MODES = 12;

  public LinearModes {
    strengths = List.copyOf(strengths);
    InvalidSpec.unless(
        !strengths.isEmpty() && strengths.size() <= MAX_MODES,
        "strengths %s, expected 1 to %s numbers",
        strengths,
        MAX_MODES);
    for (double strength : strengths) {
      InvalidSpec.unless(
          strength > 0 && Double.isFinite((float) strength),
          "strengths %s, expected numbers above 0",
          strengths);
    }
  }
}
