package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How a layer's own parameters start, where that is not as the experiment says; either may be null
 * for that.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LayerInitialisation(
    @Otherwise("none") Initialiser weights, @Otherwise("none") Initialiser biases) {
  /** All as the experiment says. */
  static final LayerInitialisation NONE = new LayerInitialisation(null, null);

  public LayerInitialisation {
    InitialisationSpec.requireOfBiases(biases);
  }

  /** Where an array of some role starts; null for where the experiment says. */
  Initialiser of(ParameterRole role) {
    return switch (role) {
      case WEIGHT -> weights;
      case BIAS -> biases;
      case SCALE, STATE, VARIANCE -> null;
    };
  }

  /** The same, null if it says nothing. */
  static LayerInitialisation orNull(LayerInitialisation written) {
    return NONE.equals(written) ? null : written;
  }
}
