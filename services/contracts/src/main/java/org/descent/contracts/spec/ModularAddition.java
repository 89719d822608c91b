package org.descent.contracts.spec;

import org.descent.contracts.InvalidSpec;

/**
 * All pairs a, b of numbers from 0 to below {@code modulus}, each of the two one-hot, one after the
 * other; {@code label} is a + b modulo {@code modulus} (Power et al. 2022).
 */
public record ModularAddition(int modulus) implements DataSpec {
  /** The largest modulus. */
  public static final int MAX_MODULUS = 256;

  public ModularAddition {
    InvalidSpec.unless(
        modulus >= 2 && modulus <= MAX_MODULUS,
        "modulus %s, expected 2 to %s",
        modulus,
        MAX_MODULUS);
  }
}
