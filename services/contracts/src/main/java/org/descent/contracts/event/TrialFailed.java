package org.descent.contracts.event;

import org.descent.contracts.Reason;

/** A trial could not be trained or judged; {@code reason} is one line for people. */
public record TrialFailed(
    String trial, String experiment, int variant, long seed, String cohort, String reason)
    implements TrainingEvent, EvaluationEvent {
  public TrialFailed {
    reason = Reason.line(reason);
  }

  @Override
  public End end() {
    return End.FAILED;
  }

  @Override
  public String key() {
    return trial;
  }
}
