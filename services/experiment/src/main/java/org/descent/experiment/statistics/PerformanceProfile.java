package org.descent.experiment.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * How often each of several methods comes within a factor of the best of them, over problems of
 * different length (Dolan &amp; Moré 2002).
 *
 * @param ratios time over the least that any of the methods needs for the same problem, [methods]
 *     [problems]; infinite where it is not solved
 */
public record PerformanceProfile(List<double[]> ratios) {
  /** Up to which factor AlgoPerf's score counts. */
  public static final double ALGOPERF_FACTOR = 4;

  private static final int ALGOPERF_POINTS = 100;

  public PerformanceProfile {
    ratios = List.copyOf(ratios);
  }

  /**
   * The profile of {@code times}.
   *
   * @param times above 0, [methods][problems]; infinite where a method does not solve a problem
   */
  public static PerformanceProfile of(List<double[]> times) {
    double[] best = times.get(0).clone();
    for (var method : times) {
      for (int p = 0; p < best.length; p++) {
        if (!(method[p] > 0)) {
          throw new IllegalArgumentException("a time of " + method[p]);
        }
        best[p] = Math.min(best[p], method[p]);
      }
    }
    return new PerformanceProfile(
        times.stream()
            .map(
                method -> {
                  var ratios = new double[best.length];
                  Arrays.setAll(
                      ratios, p -> Double.isFinite(method[p]) ? method[p] / best[p] : method[p]);
                  return ratios;
                })
            .toList());
  }

  /** The share of problems that a method solves within {@code factor} of the best time. */
  public double share(int method, double factor) {
    double[] own = ratios.get(method);
    return (double) Arrays.stream(own).filter(r -> r <= factor).count() / own.length;
  }

  /** The mean of {@link #share} over factors from 1 to {@code most}. */
  public double area(int method, double most) {
    return Arrays.stream(ratios.get(method))
        .map(r -> r < most ? (most - r) / (most - 1) : 0)
        .average()
        .orElse(0);
  }

  /**
   * AlgoPerf's score (Dahl et al. 2023): the same up to a factor of 4, by the trapezoid rule over
   * 100 factors, as its leaderboard has it.
   */
  public double algoPerf(int method) {
    double sum = 0;
    for (int i = 0; i < ALGOPERF_POINTS; i++) {
      double factor = 1 + (ALGOPERF_FACTOR - 1) * i / (ALGOPERF_POINTS - 1);
      boolean end = i == 0 || i == ALGOPERF_POINTS - 1;
      sum += share(method, factor) * (end ? 0.5 : 1);
    }
    return sum / (ALGOPERF_POINTS - 1);
  }
}
