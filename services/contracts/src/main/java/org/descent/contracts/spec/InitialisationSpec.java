package org.descent.contracts.spec;

import org.descent.contracts.InvalidSpec;

/**
 * How a trial's parameters start; the draws depend on the trial's seed and the network's shape
 * alone.
 */
public record InitialisationSpec(Initialiser weights, Initialiser biases) {
  public InitialisationSpec {
    requireOfBiases(biases);
  }

  /** Throws if biases cannot start like that. */
  static void requireOfBiases(Initialiser biases) {
    boolean matrix =
        biases instanceof Initialiser.Orthogonal || biases instanceof Initialiser.Identity;
    InvalidSpec.unless(
        !matrix,
        "biases %s, expected one of the others: biases are no matrix",
        biases instanceof Initialiser.Identity ? "identity" : "orthogonal");
  }

  /** Where an array starts: as its layer says, or else as its role does. */
  public Initialiser of(ParameterLayout.Parameter parameter) {
    return parameter.initialiser() == null ? of(parameter.role()) : parameter.initialiser();
  }

  /**
   * Where an array of some role starts: scales and variances at 1, what else is remembered at 0.
   */
  public Initialiser of(ParameterRole role) {
    return switch (role) {
      case WEIGHT -> weights;
      case BIAS -> biases;
      case SCALE, VARIANCE -> new Initialiser.Constant(1);
      case STATE -> new Initialiser.Constant(0);
    };
  }
}
