package org.descent.trainer;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Split;
import org.descent.learning.CheckpointListener;
import org.descent.learning.Cohort;
import org.descent.learning.CohortCheckpoint;
import org.descent.learning.CurveSlice;
import org.descent.learning.Outcome;
import org.descent.learning.SplitMeasurement;
import org.descent.learning.Surfaces;
import org.descent.learning.instrument.Landscapes;

/**
 * One cohort on its way through the engine: what the engine says, told trial by trial.
 *
 * @param splits those that have examples
 * @param checkpoints where the cohort's state is kept
 * @param unwanted whether the experiment is cancelled
 * @param resting whether it is to stay where it stands: its experiment is paused, or this process
 *     about to end
 */
record CohortTraining(
    OpenTrials trials,
    Map<Split, Examples> splits,
    CohortCheckpoints checkpoints,
    BooleanSupplier unwanted,
    BooleanSupplier resting)
    implements CheckpointListener {

  /** What the engine is to train. */
  Cohort cohort() {
    var others = new EnumMap<Split, Examples>(splits);
    others.remove(Split.TRAIN);
    return new Cohort(
        trials.rest().stream()
            .map(
                t ->
                    new Cohort.Trial(
                        t.trial(),
                        t.seed(),
                        trials.cohort().training(t),
                        t.kept() || t.extensible()))
            .toList(),
        train(),
        others);
  }

  private Examples train() {
    return splits.get(Split.TRAIN);
  }

  @Override
  public void progressed(Cohort.Trial trial, CurveSlice slice) {
    trials.progressed(trial.id(), slice);
  }

  @Override
  public void measured(Cohort.Trial trial, SplitMeasurement measured) {
    trials.measured(trial.id(), measured);
  }

  @Override
  public void ended(Cohort.Trial trial, Outcome outcome) {
    var ended = trials.get(trial.id());
    if (outcome instanceof Outcome.Trained trained) {
      OpenTrials.Maps maps;
      try {
        maps = ended.surface() ? maps(trial, trained) : OpenTrials.Maps.NONE;
      } catch (IllegalArgumentException e) {
        trials.failed(ended, "surface: " + e.getMessage());
        return;
      }
      trained.kept().ifPresent(checkpoints::keep);
      trials.trained(ended, trained, maps);
    } else if (outcome instanceof Outcome.Failed failed) {
      trials.failed(ended, failed.reason());
    } else if (unwanted.getAsBoolean()) {
      trials.cancelled(ended);
    } // else it stays where it stands, and whoever is given the cohort next goes on
  }

  /** What is computed around the weights of one trial of a variant. */
  private OpenTrials.Maps maps(Cohort.Trial trial, Outcome.Trained trained) {
    return new OpenTrials.Maps(
        Surfaces.compute(trial.training(), train()),
        Landscapes.compute(trial, splits, trained.snapshots(), unwanted));
  }

  @Override
  public boolean checkpointDue() {
    return checkpoints.due() || resting.getAsBoolean();
  }

  @Override
  public void checkpointed(CohortCheckpoint checkpoint) {
    trials.flush();
    checkpoints.keep(checkpoint);
    trials.checkpointed();
  }

  /** Asked between segments. */
  @Override
  public boolean cancelled() {
    trials.pausing();
    return unwanted.getAsBoolean() || resting.getAsBoolean() || trials.broken();
  }
}
