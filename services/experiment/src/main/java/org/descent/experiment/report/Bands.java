package org.descent.experiment.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.results.Curves;

/**
 * Median and 10–90 % of a metric over trials, iteration by iteration. A trial that has ended keeps
 * its last value, so that the band is always one over all trials.
 */
final class Bands {
  private static final int POINTS = 160;
  private static final int SINGLE_POINTS = 160;
  private static final int SINGLES = 12;

  private Bands() {}

  /**
   * The band as a line of a plot.
   *
   * @param singles whether the single curves go along
   */
  static Plot.Series of(
      String name,
      int colour,
      List<TrialEvaluated> trials,
      Curves curves,
      String metric,
      boolean singles) {
    var all = new ArrayList<float[]>();
    for (var trial : trials) {
      var values = curves.values(trial.trial(), metric);
      if (values.length > 0) {
        all.add(values);
      }
    }
    int longest = all.stream().mapToInt(v -> v.length).max().orElse(0);
    double[] x = iterations(longest);
    var y = new double[x.length];
    var low = new double[x.length];
    var high = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int iteration = (int) x[i];
      double[] sorted =
          all.stream()
              .mapToDouble(v -> v[Math.min(iteration, v.length) - 1])
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      y[i] = quantile(sorted, 0.5);
      low[i] = quantile(sorted, 0.1);
      high[i] = quantile(sorted, 0.9);
    }
    boolean band = all.size() > 1;
    var none = new double[0];
    return new Plot.Series(
        name,
        colour,
        x,
        y,
        band ? low : none,
        band ? high : none,
        false,
        none,
        singles ? singles(trials, curves, metric) : List.of());
  }

  private static List<Plot.Single> singles(
      List<TrialEvaluated> trials, Curves curves, String metric) {
    return trials.stream()
        .limit(SINGLES)
        .map(
            trial -> {
              var points = curves.thinned(trial.trial(), metric, SINGLE_POINTS);
              return new Plot.Single(
                  "seed " + trial.seed(),
                  points.stream().mapToDouble(Curves.Point::iteration).toArray(),
                  points.stream().mapToDouble(Curves.Point::value).toArray());
            })
        .toList();
  }

  /** Iterations from 1 to {@code longest} that look even on a linear and on a logarithmic axis. */
  static double[] iterations(int longest) {
    var chosen = new TreeSet<Integer>();
    for (int i = 0; i < POINTS && longest > 0; i++) {
      double share = (double) i / (POINTS - 1);
      chosen.add(1 + (int) Math.round(share * (longest - 1)));
      chosen.add((int) Math.round(Math.pow(longest, share)));
    }
    return chosen.stream().mapToDouble(Integer::doubleValue).toArray();
  }

  /** Linear between order statistics; NaN without values. */
  static double quantile(double[] sorted, double probability) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = (sorted.length - 1) * probability;
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** The median of {@code values}; NaN without any. */
  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }
}
