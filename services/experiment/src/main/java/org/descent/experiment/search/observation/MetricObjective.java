package org.descent.experiment.search.observation;

import org.descent.contracts.event.End;

/**
 * A metric at the end of training, or its best value on the way. Trials that diverged, failed or
 * were cancelled have the worst score.
 *
 * @param metric for example {@code validation.loss}
 */
public record MetricObjective(String metric, Goal goal, Take take) implements Objective {
  /** Which of its values counts. */
  public enum Take {
    END,
    BEST
  }

  /** The smallest possible value at the end. */
  public static MetricObjective minimise(String metric) {
    return new MetricObjective(metric, Goal.MINIMISE, Take.END);
  }

  /** The largest possible value at the end. */
  public static MetricObjective maximise(String metric) {
    return new MetricObjective(metric, Goal.MAXIMISE, Take.END);
  }

  @Override
  public Score of(TrialResult trial) {
    var series = trial.metrics().get(metric);
    if (trial.end() != End.CONVERGED && trial.end() != End.EXHAUSTED || series == null) {
      return Score.WORST;
    }
    double value = goal.smallerIsBetter(series.last());
    for (int i = 0; i < series.size() && take == Take.BEST; i++) {
      value = smaller(value, goal.smallerIsBetter(series.value(i)));
    }
    return Double.isFinite(value) ? Score.of(value) : Score.WORST;
  }

  private static double smaller(double value, double other) {
    return Double.isNaN(value) || other < value ? other : value;
  }

  @Override
  public boolean comparableAcrossBudgets() {
    return false;
  }
}
