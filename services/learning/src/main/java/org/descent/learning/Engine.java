package org.descent.learning;

import org.descent.learning.fused.EngineStatistics;

/** Trains cohorts: a cohort of trials in, their curves and outcomes out. */
public interface Engine extends AutoCloseable {
  /** What provenance calls it, for example {@code reference}. */
  String name();

  /**
   * Trains every trial of {@code cohort} to its end and returns when all have ended. A trial that
   * cannot be trained ends as {@link Outcome.Failed} and leaves its neighbours alone.
   *
   * @param listener hears of progress and ends; its methods are called one at a time, maybe from
   *     several threads
   */
  void train(Cohort cohort, TrainingListener listener);

  /** What it has compiled and trained so far. */
  default EngineStatistics statistics() {
    return EngineStatistics.NONE;
  }

  /** Releases sessions, graphs and native memory. */
  @Override
  void close();
}
