package org.descent.contracts.event;

/** A trial's end as the evaluator passes it on. */
public sealed interface EvaluationEvent extends Event
    permits TrialEvaluated, TrialFailed, TrialCancelled {
  String trial();

  int variant();

  long seed();

  /** The cohort that it was trained in. */
  String cohort();

  /** How the trial ended. */
  End end();

  @Override
  default String key() {
    return trial();
  }
}
