package org.descent.experiment.search;

/**
 * Decides what is trained next. A pure function: the same observations give the same step, whoever
 * asks, however often, and in whatever order results came in.
 */
public interface Search {
  /** What to do now. */
  Step next(Observed soFar);
}
