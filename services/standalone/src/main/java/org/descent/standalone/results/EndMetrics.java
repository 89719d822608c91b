package org.descent.standalone.results;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.descent.experiment.EndMetric;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.standalone.table.Numbers;

/**
 * What the trials of a variant had come to at their ends, in words: medians over those that were
 * evaluated. A loss that is not finite is above all others, an accuracy that was not measured
 * below.
 */
final class EndMetrics {
  private EndMetrics() {}

  /** The splits of which any of {@code variants} has metrics, in order. */
  static List<String> splits(List<VariantResult> variants) {
    return splits(variants, Weights.LAST);
  }

  private static List<String> splits(List<VariantResult> variants, Weights weights) {
    return EndMetric.SPLITS.stream()
        .filter(
            split ->
                variants.stream()
                    .flatMap(variant -> variant.trials().stream())
                    .anyMatch(trial -> weights.metrics(trial).containsKey(split)))
        .toList();
  }

  /** The splits of which any of {@code variants} has metrics of averaged weights. */
  static List<String> averaged(List<VariantResult> variants) {
    return splits(variants, Weights.AVERAGED);
  }

  /** Whose metrics. */
  enum Weights {
    LAST,
    AVERAGED;

    private Map<String, SplitMetrics> metrics(TrialResult trial) {
      return this == LAST ? trial.metrics() : trial.averaged();
    }
  }

  static String loss(VariantResult variant, String split, Weights weights) {
    var losses = values(variant, split, weights, SplitMetrics::loss, Double.POSITIVE_INFINITY);
    return losses.length == 0 ? "" : Numbers.significant(median(losses));
  }

  static String accuracy(VariantResult variant, String split, Weights weights) {
    var accuracies =
        values(variant, split, weights, SplitMetrics::accuracy, Double.NEGATIVE_INFINITY);
    double median = accuracies.length == 0 ? Double.NaN : median(accuracies);
    return Double.isFinite(median) ? Numbers.share(median) : "";
  }

  /** One a trial, ascending. */
  private static double[] values(
      VariantResult variant,
      String split,
      Weights weights,
      Function<SplitMetrics, Double> metric,
      double unknown) {
    return variant.trials().stream()
        .map(trial -> weights.metrics(trial).get(split))
        .filter(metrics -> metrics != null)
        .map(metric)
        .mapToDouble(value -> value == null ? unknown : value)
        .sorted()
        .toArray();
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().getAsDouble();
  }
}
