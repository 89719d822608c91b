package org.descent.contracts.event;

/** A trial was given up because its experiment was cancelled. */
public record TrialCancelled(String trial, String experiment, int variant, long seed, String cohort)
    implements TrainingEvent, EvaluationEvent {
  @Override
  public End end() {
    return End.CANCELLED;
  }

  @Override
  public String key() {
    return trial;
  }
}
