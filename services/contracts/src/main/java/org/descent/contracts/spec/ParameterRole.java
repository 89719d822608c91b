package org.descent.contracts.spec;

/** What an array of a network's parameters is for. */
public enum ParameterRole {
  /** Multiplies inputs; trained. */
  WEIGHT,
  /** Is added; trained. */
  BIAS,
  /** Multiplies what has been normalised; trained. */
  SCALE,
  /**
   * Remembered, not trained: optimisers leave it alone. Checkpoints, models and exports have it
   * like weights.
   */
  STATE,
  /** A variance that is remembered like {@link #STATE}, but starts at 1. */
  VARIANCE;

  /** Whether it follows the gradient. */
  public boolean trained() {
    return this != STATE && this != VARIANCE;
  }
}
