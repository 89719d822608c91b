package org.descent.contracts.event;

import java.util.List;
import java.util.Map;

/** Every trial of an experiment has ended; a pure function of the events before it. */
public record ReportPublished(String experiment, String name, List<VariantSummary> variants)
    implements Event {
  /**
   * Iterations to target as a distribution.
   *
   * @param quantiles at 10, 25, 50, 75 and 90 %
   */
  public record VariantSummary(
      int ordinal,
      String label,
      Map<String, String> settings,
      int trials,
      Map<End, Integer> ends,
      List<Quantile> quantiles) {}

  /**
   * One quantile of iterations to target under right-censoring.
   *
   * @param probability in (0, 1)
   * @param iterations the quantile, or where observation ended if it was not reached
   * @param reached false: the quantile is beyond {@code iterations}
   */
  public record Quantile(double probability, double iterations, boolean reached) {}

  public ReportPublished {
    variants = List.copyOf(variants);
  }

  @Override
  public String key() {
    return experiment;
  }
}
