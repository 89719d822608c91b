package org.descent.experiment.claim;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.claim.Assertion.Bounds;
import org.descent.experiment.claim.Formula.Constant;
import org.descent.experiment.claim.Formula.Operation;
import org.descent.experiment.claim.Formula.Operator;

/** Two ends that may be others for each variant. */
public record Limits(Formula low, Formula high, boolean lowIncluded, boolean highIncluded) {
  public Limits {
    low = low.simplest();
    high = high.simplest();
  }

  /** The same for all variants. */
  static Limits of(Bounds bounds) {
    return new Limits(
        new Constant(bounds.low()),
        new Constant(bounds.high()),
        bounds.lowIncluded(),
        bounds.highIncluded());
  }

  static Limits above(Formula formula, boolean included) {
    return new Limits(formula, new Constant(Double.POSITIVE_INFINITY), included, true);
  }

  static Limits below(Formula formula, boolean included) {
    return new Limits(new Constant(Double.NEGATIVE_INFINITY), formula, true, included);
  }

  static Limits between(Formula low, Formula high) {
    return new Limits(low, high, true, true);
  }

  /** As far from {@code formula} as so many percent of its size. */
  static Limits around(Formula formula, double percent) {
    var size = new Formula.Applied(Formula.Function.ABS, formula);
    var half =
        new Operation(
            Operator.OVER,
            new Operation(Operator.TIMES, size, new Constant(percent)),
            new Constant(100));
    return between(
        new Operation(Operator.MINUS, formula, half), new Operation(Operator.PLUS, formula, half));
  }

  /** The axes that they speak of. */
  public Set<String> axes() {
    var axes = new LinkedHashSet<>(low.axes());
    axes.addAll(high.axes());
    return axes;
  }

  /**
   * What they come to for a variant.
   *
   * @param settings axis → value
   * @throws InvalidSpec if they are no two ends
   */
  public Bounds of(Map<String, String> settings) {
    double from = low.of(settings);
    double to = high.of(settings);
    InvalidSpec.unless(
        from <= to,
        "of %s it is claimed to lie between %s and %s, expected two numbers, the larger last",
        settings,
        from,
        to);
    return new Bounds(from, to, lowIncluded, highIncluded);
  }
}
