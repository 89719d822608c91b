package org.descent.standalone.results;

import java.util.List;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.standalone.table.Numbers;

/** Iterations to target in words: the median and the range that holds 80 % of the trials. */
final class IterationsToTarget {
  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  private IterationsToTarget() {}

  /** For example {@code 10 333}, {@code > 30 000} if it was not reached, or {@code -}. */
  static String median(List<Quantile> quantiles) {
    return at(quantiles, 0.5);
  }

  /** For example {@code [9508 - 10 942]}; empty if hardly any trial got there. */
  static String range(List<Quantile> quantiles) {
    boolean known = quantiles.stream().anyMatch(q -> is(q, LOW) && q.reached());
    return known ? "[" + at(quantiles, LOW) + " - " + at(quantiles, HIGH) + "]" : "";
  }

  private static String at(List<Quantile> quantiles, double probability) {
    return quantiles.stream()
        .filter(quantile -> is(quantile, probability))
        .findFirst()
        .map(
            quantile ->
                (quantile.reached() ? "" : "> ")
                    + Numbers.grouped(Math.round(quantile.iterations())))
        .orElse("-");
  }

  private static boolean is(Quantile quantile, double probability) {
    return Math.abs(quantile.probability() - probability) < 1e-9;
  }
}
