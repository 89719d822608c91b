package org.descent.experiment.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How far an experiment has come. */
public enum State {
  /** Handed in, nothing heard since. */
  @JsonProperty("submitted")
  SUBMITTED,
  /** Its data stands in the log or trials are on their way. */
  @JsonProperty("running")
  RUNNING,
  /** Nobody trains it until it is told to go on. */
  @JsonProperty("paused")
  PAUSED,
  /** Its data cannot be used. */
  @JsonProperty("rejected")
  REJECTED,
  /** Nobody wants the rest of it. */
  @JsonProperty("cancelled")
  CANCELLED,
  /** Every trial has ended. */
  @JsonProperty("complete")
  COMPLETE;

  /** For people. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
