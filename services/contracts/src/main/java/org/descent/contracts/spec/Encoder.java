package org.descent.contracts.spec;

import org.descent.contracts.InvalidSpec;

/**
 * As many examples as there are {@code bits}: each has one bit that is 1, and is to be said again,
 * as {@code bit1}, {@code bit2}, … (Ackley, Hinton &amp; Sejnowski 1985).
 */
public record Encoder(int bits) implements DataSpec {
  /** The most bits. */
  public static final int MAX_BITS = 256;

  public Encoder {
    InvalidSpec.unless(bits >= 2 && bits <= MAX_BITS, "bits %s, expected 2 to %s", bits, MAX_BITS);
  }
}
