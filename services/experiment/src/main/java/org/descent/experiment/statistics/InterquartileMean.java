package org.descent.experiment.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * The mean of the middle half of all runs: steadier than the median, and like it not moved by a few
 * runs that fail (Agarwal et al. 2021).
 */
public final class InterquartileMean {
  private InterquartileMean() {}

  /**
   * The interquartile mean of all runs of all tasks together.
   *
   * @param tasks [tasks][runs]; a run that did not reach its target may be infinite
   */
  public static double of(List<double[]> tasks) {
    double[] all = tasks.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    int cut = all.length / 4;
    return Arrays.stream(all, cut, all.length - cut).average().orElse(Double.NaN);
  }
}
