package org.descent.experiment.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.event.End;
import org.descent.experiment.claim.Metric;
import org.descent.experiment.claim.Metric.Kind;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.PairedComparison.Pair;

/**
 * When trials came to what claims ask for: to their target, or for the first time to some place of
 * a curve.
 */
record Times(Curves curves) {
  /** That of one of a variant's trials; empty where it was not observed. */
  Optional<Observation> of(Metric metric, VariantResult variant, TrialResult trial) {
    return metric.kind() == Kind.ITERATIONS
        ? TargetObservations.of(variant, trial)
        : first(metric, variant, trial);
  }

  /** Those of a variant's trials, seed by seed. */
  Map<Long, Observation> of(Metric metric, VariantResult variant) {
    var observations = new LinkedHashMap<Long, Observation>();
    for (var trial : variant.trials()) {
      of(metric, variant, trial).ifPresent(o -> observations.put(trial.seed(), o));
    }
    return observations;
  }

  /** As numbers: infinite where a trial did not get there. */
  Map<Long, Double> numbers(Metric metric, VariantResult variant) {
    var numbers = new LinkedHashMap<Long, Double>();
    of(metric, variant)
        .forEach(
            (seed, o) ->
                numbers.put(seed, o.reached() ? o.iterations() : Double.POSITIVE_INFINITY));
    return numbers;
  }

  /** Of two metrics of two variants, or of one, seed by seed. */
  List<Pair> pairs(Metric one, VariantResult first, Metric other, VariantResult second) {
    var others = of(other, second);
    return of(one, first).entrySet().stream()
        .filter(o -> others.containsKey(o.getKey()))
        .map(o -> new Pair(o.getValue(), others.get(o.getKey())))
        .toList();
  }

  private Optional<Observation> first(Metric metric, VariantResult variant, TrialResult trial) {
    boolean trained = trial.end() != End.FAILED && trial.end() != End.CANCELLED;
    if (!trained || curves.iterations(trial.id()) < trial.iterations()) {
      return Optional.empty(); // or the rest of its curve is still on its way
    }
    boolean measured = curves.isMeasured(trial.id(), metric.name());
    float[] values =
        measured
            ? curves.measured(trial.id(), metric.name())
            : curves.values(trial.id(), metric.name());
    int[] at = measured ? curves.measuredAt(trial.id(), metric.name()) : new int[0];
    for (int i = 0; i < values.length; i++) {
      if (metric.until().contains(values[i])) {
        int before = measured && i > 0 ? at[i - 1] : 0;
        return Optional.of(
            measured ? Observation.between(before, at[i]) : Observation.reached(i + 1));
      }
    }
    int seen = trial.end() == End.DIVERGED ? variant.budget() : trial.iterations();
    return Optional.of(Observation.censored(Math.max(1, seen)));
  }
}
