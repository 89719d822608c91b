package org.descent.experiment.statistics;

import java.util.Arrays;

/**
 * What the best of so many runs is expected to be, from all runs that there are: what a budget of
 * tuning buys (Dodge et al. 2019). Runs are drawn with replacement, so that it is a little
 * pessimistic where as many are drawn as there are.
 */
public final class ExpectedBest {
  private ExpectedBest() {}

  /**
   * The expected lowest of {@code draws} runs.
   *
   * @param values of the runs, at least one; infinite for one that failed
   * @param draws 1 or more
   */
  public static double lowest(double[] values, int draws) {
    double[] sorted = sorted(values, draws);
    int n = sorted.length;
    double expected = 0;
    for (int i = 0; i < n; i++) {
      // the i-th smallest is the lowest if all are among the n - i largest, but not the n - i - 1
      double probability = power(n - i, n, draws) - power(n - i - 1, n, draws);
      expected += probability == 0 ? 0 : sorted[i] * probability;
    }
    return expected;
  }

  /** The expected highest of {@code draws} runs. */
  public static double highest(double[] values, int draws) {
    return -lowest(Arrays.stream(values).map(v -> -v).toArray(), draws);
  }

  private static double[] sorted(double[] values, int draws) {
    if (values.length == 0 || draws < 1) {
      throw new IllegalArgumentException("the best of " + draws + " of " + values.length);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static double power(int part, int whole, int draws) {
    return Math.pow((double) part / whole, draws);
  }
}
