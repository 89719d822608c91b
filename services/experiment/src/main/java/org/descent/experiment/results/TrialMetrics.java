package org.descent.experiment.results;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.descent.experiment.claim.Metric;
import org.descent.experiment.claim.Metric.Kind;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;

/** What claims look at in trials, but for iterations: {@link TargetObservations}. */
final class TrialMetrics {
  private TrialMetrics() {}

  /** The metric of a trial at its last iteration, infinite where it is no number. */
  static Optional<Double> of(TrialResult trial, Metric metric) {
    if (metric.kind() == Kind.INSTRUMENT) {
      return found(trial, metric.name());
    }
    var on = trial.metrics().get(metric.split().word());
    if (on == null) {
      return Optional.empty();
    }
    boolean loss = metric.kind() == Kind.LOSS;
    Double value = metric.name().isEmpty() ? whole(on, loss) : ofHead(on, metric.name(), loss);
    if (value == null) {
      return Optional.of(loss || metric.kind() == Kind.ERROR ? Double.POSITIVE_INFINITY : -1.0);
    }
    return Optional.of(metric.kind() == Kind.ERROR ? 1 - value : value);
  }

  /** What an instrument found last; infinite where that is no number. */
  private static Optional<Double> found(TrialResult trial, String curve) {
    if (!trial.instruments().containsKey(curve)) {
      return Optional.empty();
    }
    var value = trial.instruments().get(curve);
    return Optional.of(value == null ? Double.POSITIVE_INFINITY : value);
  }

  private static Double whole(SplitMetrics metrics, boolean loss) {
    return loss ? metrics.loss() : metrics.accuracy();
  }

  private static Double ofHead(SplitMetrics metrics, String head, boolean loss) {
    return metrics.heads().stream()
        .filter(h -> h.name().equals(head))
        .map(h -> loss ? h.loss() : h.accuracy())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** The metric of a variant's trials, seed by seed. */
  static Map<Long, Double> of(VariantResult variant, Metric metric) {
    var values = new LinkedHashMap<Long, Double>();
    for (var trial : variant.trials()) {
      of(trial, metric).ifPresent(v -> values.put(trial.seed(), v));
    }
    return values;
  }

  /** The same in the order of the trials. */
  static double[] all(VariantResult variant, Metric metric) {
    return of(variant, metric).values().stream().mapToDouble(v -> v).toArray();
  }
}
