package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.descent.contracts.InvalidSpec;

/**
 * What a trial has to reach: accuracy ≥ value, or loss ≤ value.
 *
 * @param head the head whose metric counts; {@code ""} means the total loss, or the lowest accuracy
 *     of all heads
 */
public record TargetSpec(Metric metric, String head, double value) {
  /** The measured quantity. */
  public enum Metric {
    @JsonProperty("accuracy")
    ACCURACY,
    @JsonProperty("loss")
    LOSS
  }

  public TargetSpec {
    InvalidSpec.unless(
        Double.isFinite(value),
        "%s %s, expected a finite number",
        metric == Metric.ACCURACY ? "accuracy" : "loss",
        value);
    InvalidSpec.unless(
        metric != Metric.ACCURACY || (value > 0 && value <= 1),
        "accuracy %s, expected above 0 and at most 1",
        value);
  }

  /** Whether a measured {@code value} is good enough; NaN never is. */
  public boolean reachedBy(double measured) {
    return metric == Metric.ACCURACY ? measured >= value : measured <= value;
  }
}
