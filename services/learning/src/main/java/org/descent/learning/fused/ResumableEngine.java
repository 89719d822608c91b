package org.descent.learning.fused;

import org.descent.learning.Cohort;
import org.descent.learning.Engine;
import org.descent.learning.TrainingListener;

/** An engine that can go on from where an interrupted run of the same cohort stood. */
public interface ResumableEngine extends Engine {
  /**
   * Trains every trial of {@code cohort} that has not ended in {@code from}. The outcomes, and the
   * curves from there on, are bit for bit those of a run that was never interrupted.
   *
   * @param from a checkpoint of this cohort, or {@link CohortCheckpoint#START}; a trial that it
   *     does not know starts from its initial weights
   */
  void train(Cohort cohort, CohortCheckpoint from, CheckpointListener listener);

  @Override
  default void train(Cohort cohort, TrainingListener listener) {
    train(cohort, CohortCheckpoint.START, CheckpointListener.ignoringCheckpoints(listener));
  }
}
