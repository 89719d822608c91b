package org.descent.experiment.statistics;

import java.util.Collection;
import java.util.List;
import org.descent.contracts.event.ReportPublished.Quantile;

/**
 * Quantiles of iterations to target under right-censoring: a trial that never reached its target
 * counts as infinite, it is never dropped. Linear interpolation between order statistics at (n -
 * 1)p, type 7 of Hyndman &amp; Fan 1996. A quantile that falls on or between trials of which one
 * was not reached is itself not reached; its iterations are then the smallest budget among those
 * trials.
 */
public final class Quantiles {
  /** Those of a report. */
  public static final List<Double> PROBABILITIES = List.of(0.1, 0.25, 0.5, 0.75, 0.9);

  private Quantiles() {}

  /** The quantiles of a report, ascending; none without observations. */
  public static List<Quantile> of(Collection<Observation> observations) {
    return observations.isEmpty()
        ? List.of()
        : PROBABILITIES.stream().map(p -> of(p, observations)).toList();
  }

  /**
   * The quantile at {@code probability} in [0, 1].
   *
   * @param observations at least one
   */
  public static Quantile of(double probability, Collection<Observation> observations) {
    if (observations.isEmpty() || !(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "quantile " + probability + " of " + observations.size() + " observations");
    }
    double value =
        at(
            probability,
            observations.stream().mapToDouble(Observation::orInfinite).sorted().toArray());
    return value < Double.POSITIVE_INFINITY
        ? new Quantile(probability, value, true)
        : new Quantile(probability, smallestBudget(observations), false);
  }

  /** The median of ascending numbers, the infinite ones last. */
  static double middle(double[] sorted) {
    return at(0.5, sorted);
  }

  private static double at(double probability, double[] sorted) {
    double position = (sorted.length - 1) * probability;
    int below = (int) Math.floor(position);
    double fraction = position - below;
    double value = sorted[below];
    if (fraction > 0 && value < Double.POSITIVE_INFINITY) {
      value += fraction * (sorted[below + 1] - value);
    }
    return value;
  }

  private static int smallestBudget(Collection<Observation> observations) {
    return observations.stream()
        .filter(o -> !o.reached())
        .mapToInt(Observation::iterations)
        .min()
        .orElseThrow();
  }
}
