package org.descent.contracts.event;

/** What happens to an experiment as a whole. */
public sealed interface ExperimentEvent extends Event
    permits ExperimentSubmitted,
        ExperimentCancelled,
        ExperimentPaused,
        ExperimentDeleted,
        ExperimentNoted {
  @Override
  default String key() {
    return experiment();
  }
}
