package org.descent.experiment.statistics;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;

/**
 * How likely a run of one method is larger than one of another on a task chosen at random (Agarwal
 * et al. 2021): the mean over tasks of Mann &amp; Whitney's statistic.
 *
 * @param probability ties counting half
 * @param interval of 95 %, by stratified bootstrap of both methods' runs
 */
public record ProbabilityOfImprovement(double probability, Interval interval) {
  /**
   * Compares two methods on the same tasks.
   *
   * @param larger runs of the method that is hoped to be larger, [tasks][runs]
   * @param smaller the other's, [tasks][runs]
   * @param rounds how often to draw, for example 2000
   * @param seed of the draws
   */
  public static ProbabilityOfImprovement of(
      List<double[]> larger, List<double[]> smaller, int rounds, long seed) {
    if (larger.size() != smaller.size()) {
      throw new IllegalArgumentException(larger.size() + " tasks and " + smaller.size());
    }
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    double[] found =
        IntStream.range(0, rounds)
            .mapToDouble(
                round ->
                    mean(
                        StratifiedBootstrap.drawn(larger, random),
                        StratifiedBootstrap.drawn(smaller, random)))
            .sorted()
            .toArray();
    return new ProbabilityOfImprovement(mean(larger, smaller), StratifiedBootstrap.middle(found));
  }

  private static double mean(List<double[]> larger, List<double[]> smaller) {
    return IntStream.range(0, larger.size())
        .mapToDouble(task -> share(larger.get(task), smaller.get(task)))
        .average()
        .orElse(Double.NaN);
  }

  private static double share(double[] larger, double[] smaller) {
    double wins = 0;
    for (double one : larger) {
      for (double other : smaller) {
        wins += one > other ? 1 : one == other ? 0.5 : 0;
      }
    }
    return wins / ((double) larger.length * smaller.length);
  }
}
