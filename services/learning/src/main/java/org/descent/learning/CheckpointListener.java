package org.descent.learning;

/** Hears how a cohort's training goes, and where it could go on from. */
public interface CheckpointListener extends TrainingListener {
  /**
   * Where the cohort stands, after a segment for which a checkpoint was due; curves and ends up to
   * there have been reported by then. Each thread that trains trials of the cohort tells of its own
   * in turn, the others' stand where they were told of last.
   */
  void checkpointed(CohortCheckpoint checkpoint);

  /** Asked after each segment: whether a checkpoint is due. It costs a copy of the weights. */
  boolean checkpointDue();

  /** {@code listener}, without checkpoints. */
  static CheckpointListener ignoringCheckpoints(TrainingListener listener) {
    return new CheckpointListener() {
      @Override
      public void progressed(Cohort.Trial trial, CurveSlice slice) {
        listener.progressed(trial, slice);
      }

      @Override
      public void measured(Cohort.Trial trial, SplitMeasurement measured) {
        listener.measured(trial, measured);
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
      public boolean checkpointDue() {
        return false;
      }

      @Override
      public void checkpointed(CohortCheckpoint checkpoint) {}
    };
  }
}
