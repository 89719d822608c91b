package org.descent.experiment.search.observation;

import org.descent.contracts.event.End;

/**
 * How many iterations a trial needs to reach its target; one that had fewer than it needs is known
 * to need more than those. Among trials that did not get there, a metric at the end says which are
 * nearer.
 *
 * @param metric for example {@code train.loss}
 */
public record IterationsToTarget(String metric, Goal goal) implements Objective {
  @Override
  public Score of(TrialResult trial) {
    return switch (trial.end()) {
      case CONVERGED -> Score.of(trial.iterations());
      case EXHAUSTED -> new Score(trial.iterations(), true, nearness(trial));
      case DIVERGED, FAILED, CANCELLED -> Score.WORST;
    };
  }

  private double nearness(TrialResult trial) {
    var series = trial.metrics().get(metric);
    if (trial.end() != End.EXHAUSTED || series == null || !Double.isFinite(series.last())) {
      return Double.MAX_VALUE;
    }
    return goal.smallerIsBetter(series.last());
  }

  @Override
  public boolean comparableAcrossBudgets() {
    return true;
  }

  @Override
  public boolean inRatios() {
    return true;
  }
}
