package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.descent.contracts.InvalidSpec;

/**
 * What a trial has to reach: accuracy ≥ value, or loss ≤ value.
 *
 * @param head the head whose metric counts; {@code ""} means the total loss, or the lowest accuracy
 *     of all heads
 * @param on the split whose measurements count, see {@link MeasureSpec}; null: those of each
 *     iteration, whatever they are measured on, see {@link BatchSpec}
 */
public record TargetSpec(
    Metric metric, String head, double value, @JsonInclude(JsonInclude.Include.NON_NULL) Split on) {
  /** The measured quantity. */
  public enum Metric {
    @JsonProperty("accuracy")
    ACCURACY,
    @JsonProperty("loss")
    LOSS
  }

  /** A target for the metrics of each iteration. */
  public TargetSpec(Metric metric, String head, double value) {
    this(metric, head, value, null);
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

  /** Whether it is judged now and then, on a split, and not at each iteration. */
  public boolean measured() {
    return on != null;
  }

  /** The same on {@code split}. */
  public TargetSpec on(Split split) {
    return new TargetSpec(metric, head, value, split);
  }

  /** Whether a measured {@code value} is good enough; NaN never is. */
  public boolean reachedBy(double measured) {
    return metric == Metric.ACCURACY ? measured >= value : measured <= value;
  }
}
