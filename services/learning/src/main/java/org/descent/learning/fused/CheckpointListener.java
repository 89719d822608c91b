package org.descent.learning.fused;

import org.descent.learning.Cohort;
import org.descent.learning.CurveSlice;
import org.descent.learning.Outcome;
import org.descent.learning.TrainingListener;

/** Hears how a cohort's training goes, and where it could go on from. */
public interface CheckpointListener extends TrainingListener {
  /**
   * Where the whole cohort stands, after each segment; the segment's curves and ends have been
   * reported by then.
   */
  void checkpointed(CohortCheckpoint checkpoint);

  /** Whether checkpoints are wanted at all; they cost a copy of the weights a segment. */
  default boolean wantsCheckpoints() {
    return true;
  }

  /** {@code listener}, without checkpoints. */
  static CheckpointListener ignoringCheckpoints(TrainingListener listener) {
    return new CheckpointListener() {
      @Override
      public void progressed(Cohort.Trial trial, CurveSlice slice) {
        listener.progressed(trial, slice);
      }

      @Override
      public void ended(Cohort.Trial trial, Outcome outcome) {
        listener.ended(trial, outcome);
      }

      @Override
      public boolean cancelled() {
        return listener.cancelled();
      }

      @Override
      public void checkpointed(CohortCheckpoint checkpoint) {}

      @Override
      public boolean wantsCheckpoints() {
        return false;
      }
    };
  }
}
