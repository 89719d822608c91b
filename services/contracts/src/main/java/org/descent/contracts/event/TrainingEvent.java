package org.descent.contracts.event;

/** A trial's end as the trainer tells it. */
public sealed interface TrainingEvent extends Event
    permits TrialTrained, TrialFailed, TrialCancelled {
  String trial();

  int variant();

  long seed();

  @Override
  default String key() {
    return trial();
  }
}
