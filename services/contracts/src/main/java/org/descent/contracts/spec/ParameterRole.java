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
  STATE;

  /** Whether it follows the gradient. */
  public boolean trained() {
    return this != STATE;
  }
}
