package org.descent.learning;

/** Hears how a cohort's training goes. */
public interface TrainingListener {
  /** The next iterations of a trial's curves, in order and without gaps. */
  void progressed(Cohort.Trial trial, CurveSlice slice);

  /**
   * What was measured of whole splits, or by one of the trial's instruments; of each in the order
   * of iterations. Nothing by default.
   */
  default void measured(Cohort.Trial trial, SplitMeasurement measured) {}

  /** A trial's end, after all its slices and measurements; once for every trial. */
  void ended(Cohort.Trial trial, Outcome outcome);

  /**
   * Asked between segments: whether to give the rest up, which ends it as {@link
   * Outcome.Cancelled}.
   */
  boolean cancelled();
}
