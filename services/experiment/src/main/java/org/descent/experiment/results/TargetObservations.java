package org.descent.experiment.results;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.PairedComparison.Pair;
import org.descent.experiment.statistics.VariantSummaries;
import org.descent.experiment.statistics.VariantSummaries.Ending;

/** Iterations to target as a variant's result tells them: of the trials that were observed. */
public final class TargetObservations {
  private TargetObservations() {}

  /** All of them, in the order of the trials. */
  public static List<Observation> of(VariantResult variant) {
    return List.copyOf(bySeed(variant).values());
  }

  /**
   * Those of two variants, seed by seed; a seed that only one of them was observed from is left.
   */
  public static List<Pair> pairs(VariantResult first, VariantResult second) {
    var others = bySeed(second);
    return bySeed(first).entrySet().stream()
        .filter(one -> others.containsKey(one.getKey()))
        .map(one -> new Pair(one.getValue(), others.get(one.getKey())))
        .toList();
  }

  /** That of one of a variant's trials; empty if it was not observed. */
  static Optional<Observation> of(VariantResult variant, TrialResult trial) {
    return VariantSummaries.observation(
        new Ending(
            trial.end(), trial.iterations(), trial.iterationsToTargetAfter(), trial.heldBack()),
        variant.budget());
  }

  private static Map<Long, Observation> bySeed(VariantResult variant) {
    var observations = new LinkedHashMap<Long, Observation>();
    for (var trial : variant.trials()) {
      of(variant, trial).ifPresent(o -> observations.put(trial.seed(), o));
    }
    return observations;
  }
}
