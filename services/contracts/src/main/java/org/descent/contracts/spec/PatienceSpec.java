package org.descent.contracts.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.descent.contracts.InvalidSpec;

/**
 * When a trial is given up, not converged: after so many measurements in a row of which none was
 * better than the best before them (Prechelt 1998, early stopping).
 *
 * @param measurements in a row, from 1
 * @param metric what is watched
 * @param head whose metric it is; {@code ""} as in {@link TargetSpec}
 * @param on the split that it is measured on
 * @param minimumImprovement a measurement is better only if it is so by more than this; 0 or more
 */
public record PatienceSpec(
    int measurements,
    TargetSpec.Metric metric,
    String head,
    Split on,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) double minimumImprovement) {
  public PatienceSpec {
    InvalidSpec.unless(
        measurements >= 1, "measurements %s, expected a whole number from 1", measurements);
    InvalidSpec.unless(
        minimumImprovement >= 0 && Double.isFinite(minimumImprovement),
        "minimum-improvement %s, expected a number of 0 or more",
        minimumImprovement);
  }

  /**
   * Whether {@code measured} is better than {@code best} by more than the least improvement. NaN is
   * never better, and any number is better than NaN, which stands for nothing yet.
   */
  public boolean better(double measured, double best) {
    if (Double.isNaN(measured) || Double.isNaN(best)) {
      return !Double.isNaN(measured);
    }
    return metric == TargetSpec.Metric.ACCURACY
        ? measured > best + minimumImprovement
        : measured < best - minimumImprovement;
  }
}
