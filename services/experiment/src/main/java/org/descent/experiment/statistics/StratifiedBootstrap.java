package org.descent.experiment.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Intervals of statistics over several tasks with a few runs each: runs are drawn again within each
 * task, and the interval lies between percentiles of the statistic (Agarwal et al. 2021). It says
 * how much the runs scatter, not how much other tasks would; of fewer than ten runs or so a task it
 * is too narrow.
 */
public final class StratifiedBootstrap {
  private StratifiedBootstrap() {}

  /**
   * The interval of 95 %.
   *
   * @param tasks [tasks][runs], of any length each
   * @param rounds how often to draw, for example 2000
   * @param seed of the draws
   */
  public static Interval interval(
      List<double[]> tasks, ToDoubleFunction<List<double[]>> statistic, int rounds, long seed) {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    var found = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      found[round] = statistic.applyAsDouble(drawn(tasks, random));
    }
    Arrays.sort(found);
    return middle(found);
  }

  /** The middle 95 % of ascending numbers. */
  static Interval middle(double[] sorted) {
    double tail = (1 - Interval.CONFIDENCE) / 2;
    return new Interval(percentile(sorted, tail), percentile(sorted, 1 - tail));
  }

  /** As many runs of each task, drawn with replacement. */
  static List<double[]> drawn(List<double[]> tasks, UniformRandomProvider random) {
    return tasks.stream()
        .map(
            runs -> {
              var drawn = new double[runs.length];
              for (int i = 0; i < drawn.length; i++) {
                drawn[i] = runs[random.nextInt(runs.length)];
              }
              return drawn;
            })
        .toList();
  }

  private static double percentile(double[] sorted, double probability) {
    double position = (sorted.length - 1) * probability;
    int below = (int) position;
    double fraction = position - below;
    return fraction == 0 || sorted[below] == sorted[below + 1]
        ? sorted[below]
        : sorted[below] + fraction * (sorted[below + 1] - sorted[below]);
  }
}
