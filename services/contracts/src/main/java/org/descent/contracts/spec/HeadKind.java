package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a head predicts, and with which output function. */
public enum HeadKind {
  /** One sigmoid output; a label is 0 or 1 (or, with a tolerance, any number in [0, 1]). */
  @JsonProperty("binary")
  BINARY,
  /** A softmax over {@code outputs} classes; a label is a class number from 0. */
  @JsonProperty("multi-class")
  MULTI_CLASS,
  /** A linear output for each target; a target is a number. */
  @JsonProperty("regression")
  REGRESSION,
  /** A sigmoid output for each target, by itself; a target is as that of a binary head. */
  @JsonProperty("multi-label")
  MULTI_LABEL
}
