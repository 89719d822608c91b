package org.descent.experiment.search;

import org.descent.experiment.search.space.Point;

/** What a search wants done. */
public sealed interface Step {
  /** A step that has trials trained; its place in the log is its number. */
  sealed interface Start extends Step {
    /** Number of the variant that it is about, from 0 in the order of proposals. */
    int variant();

    /** Iterations that its trials are to have when it is done, from their start on. */
    int budget();
  }

  /**
   * A new variant.
   *
   * @param seeds number of trials, from the first {@code seeds} seeds
   */
  record Propose(int variant, Point point, int budget, int seeds) implements Start {}

  /** All trials of a variant that have used up their budget get a larger one. */
  record Continue(int variant, int budget) implements Start {}

  /**
   * One more trial of a variant.
   *
   * @param seed place of its seed among the seeds of the search, from 0
   */
  record Replicate(int variant, int seed, int budget) implements Start {}

  /** Nothing can be said before more results are in. */
  record Wait() implements Step {}

  /**
   * Nothing is left to train.
   *
   * @param reason in words
   */
  record Done(String reason) implements Step {}
}
