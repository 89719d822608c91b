package org.descent.experiment.search.observation;

import java.util.List;

/** What a search wants to be small; what it wants to be large counts with its sign turned. */
public sealed interface Objective permits MetricObjective, IterationsToTarget {
  /** The metric that tells how a trial comes along, for example {@code validation.loss}. */
  String metric();

  /** Which way that metric is better. */
  Goal goal();

  /** Which way a metric is better. */
  enum Goal {
    MINIMISE,
    MAXIMISE;

    /** {@code value}, its sign turned if the larger is the better. */
    public double smallerIsBetter(double value) {
      return this == MINIMISE ? value : -value;
    }
  }

  /**
   * The score of one trial.
   *
   * @param trial as it was when the budget in question was up
   */
  Score of(TrialResult trial);

  /** Whether scores after unequal budgets say the same kind of thing. */
  boolean comparableAcrossBudgets();

  /** Whether it is ratios of scores that tell, and not differences. */
  default boolean inRatios() {
    return false;
  }

  /** The score of a variant: the mean over its trials, of which there is at least one. */
  default Score of(List<TrialResult> trials) {
    return Score.mean(trials.stream().map(this::of).toList());
  }
}
