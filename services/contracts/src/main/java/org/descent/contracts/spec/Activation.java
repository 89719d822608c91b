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
  NONE
}
