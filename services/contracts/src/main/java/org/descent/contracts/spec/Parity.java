package org.descent.contracts.spec;

import org.descent.contracts.InvalidSpec;

/**
 * {@code bits} numbers that are -1 or 1 with probability ½ each; {@code parity}k is 1 where an odd
 * number of the first k is 1, for each k up to {@code most}.
 */
public record Parity(int examples, int bits, @Otherwise("3") int most, @Otherwise("1") long seed)
    implements DataSpec {
  /** The most bits. */
  public static final int MAX_BITS = 256;

  public Parity {
    InvalidSpec.unless(
        examples >= 1 && examples <= MAX_IMAGES,
        "examples %s, expected 1 to %s",
        examples,
        MAX_IMAGES);
    InvalidSpec.unless(bits >= 1 && bits <= MAX_BITS, "bits %s, expected 1 to %s", bits, MAX_BITS);
    InvalidSpec.unless(
        most >= 1 && most <= Math.min(bits, 16),
        "most %s, expected 1 to %s",
        most,
        Math.min(bits, 16));
  }
}
