package org.descent.experiment.plan;

import java.util.List;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.experiment.Experiment;

/** Divides an experiment's trials into cohorts that can be trained together. */
public final class Planner {
  private Planner() {}

  /**
   * The cohorts of {@code experiment} on {@code dataset}, the same each time.
   *
   * @param cohortSize the most trials of one cohort, 1 or more
   * @throws org.descent.contracts.InvalidSpec if a variant does not fit the dataset
   */
  public static List<CohortPlanned> plan(
      Experiment experiment, DatasetPrepared dataset, int cohortSize) {
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Checks that every variant can be trained on examples of {@code exampleShape} with target
   * columns {@code targets}.
   *
   * @throws org.descent.contracts.InvalidSpec naming the variant and what does not fit
   */
  public static void check(
      Experiment experiment, List<Integer> exampleShape, List<String> targets) {
    throw new UnsupportedOperationException("not yet");
  }
}
