package org.descent.learning;

import java.util.List;

/**
 * Consecutive iterations of a trial's curves.
 *
 * @param firstIteration from 1
 * @param metrics names, see {@link org.descent.contracts.event.TrainingProgressed}
 * @param values [metrics][iterations]
 */
public record CurveSlice(int firstIteration, List<String> metrics, float[][] values) {
  public CurveSlice {
    metrics = List.copyOf(metrics);
  }

  /** Number of iterations. */
  public int count() {
    return values[0].length;
  }
}
