package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a trial ended. */
public enum End {
  /** It reached its target. */
  @JsonProperty("converged")
  CONVERGED,
  /** Its budget was used up first: iterations to target are right-censored at the budget. */
  @JsonProperty("exhausted")
  EXHAUSTED,
  /** Its loss became NaN or infinite: it will never reach its target. */
  @JsonProperty("diverged")
  DIVERGED,
  /** It could not be trained. */
  @JsonProperty("failed")
  FAILED,
  /** Its experiment was cancelled. */
  @JsonProperty("cancelled")
  CANCELLED
}
