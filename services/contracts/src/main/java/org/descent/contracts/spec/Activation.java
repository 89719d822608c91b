package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a hidden layer applies to its weighted input, element by element. */
public enum Activation {
  @JsonProperty("sigmoid")
  SIGMOID,
  @JsonProperty("relu")
  RELU,
  @JsonProperty("tanh")
  TANH,
  /** The identity: the layer stays linear. */
  @JsonProperty("none")
  NONE,
  /** z above 0, else z / 100. */
  @JsonProperty("leaky-relu")
  LEAKY_RELU,
  /** z above 0, else e^z - 1. */
  @JsonProperty("elu")
  ELU,
  /** ELU scaled so that means and variances keep to 0 and 1. */
  @JsonProperty("selu")
  SELU,
  /** z Φ(z). */
  @JsonProperty("gelu")
  GELU,
  /** z σ(z), also called swish. */
  @JsonProperty("silu")
  SILU,
  /** ln(1 + e^z). */
  @JsonProperty("softplus")
  SOFTPLUS,
  /** z². */
  @JsonProperty("square")
  SQUARE
}
