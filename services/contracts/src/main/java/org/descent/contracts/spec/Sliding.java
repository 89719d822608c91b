package org.descent.contracts.spec;

import org.descent.contracts.InvalidSpec;

/**
 * How a kernel moves over its input.
 *
 * @param stride from one place to the next
 * @param padding zeros around the input
 * @param dilation from one element of the kernel to the next
 * @param groups of channels, each with filters of its own
 */
public record Sliding(Sides stride, Padding padding, Sides dilation, int groups) {
  /** Everywhere on the input, all channels. */
  public static final Sliding PLAIN =
      new Sliding(new Sides(1, 1), Padding.VALID, new Sides(1, 1), 1);

  public Sliding {
    requireSides("stride", stride);
    requireSides("dilation", dilation);
    InvalidSpec.unless(groups >= 1, "groups %s, expected 1 or more", groups);
  }

  private static void requireSides(String name, Sides sides) {
    InvalidSpec.unless(
        sides.height() >= 1 && sides.width() >= 1,
        "%s %sx%s, expected 1 or more",
        name,
        sides.height(),
        sides.width());
  }
}
