package org.descent.contracts.event;

import java.util.List;
import org.descent.contracts.spec.TrainingSpec;

/**
 * A trial has been trained to one of its regular ends.
 *
 * @param end CONVERGED, EXHAUSTED or DIVERGED
 * @param iterations measured, 1 or more: the length of the curve. The trial converged at iteration
 *     k if the metrics measured before the k-th update were the first to reach the target.
 * @param claimed the metrics on the whole training split at the published weights
 * @param training what was asked for: the evaluator rebuilds the network from it
 * @param dataset what it was trained on
 * @param model where the weights stand
 * @param seconds of wall time the trial's training took; for trials trained together, the time of
 *     their program until this one ended
 */
public record TrialTrained(
    String trial,
    String experiment,
    int variant,
    long seed,
    String cohort,
    End end,
    int iterations,
    Metrics claimed,
    TrainingSpec training,
    DatasetPrepared dataset,
    Location model,
    Provenance provenance,
    double seconds)
    implements TrainingEvent {
  public TrialTrained {
    if (!List.of(End.CONVERGED, End.EXHAUSTED, End.DIVERGED).contains(end)) {
      throw new IllegalArgumentException(trial + ": " + end + " is not the end of a trained trial");
    }
  }
}
