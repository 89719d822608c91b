package org.descent.experiment.results;

import java.util.Arrays;
import java.util.List;

/**
 * The curves of many trials as one band: at each iteration the quantiles of a metric over the
 * trials. A trial that has ended counts with its last value from there on, so that the band does
 * not jump when the fast ones drop out; one under way counts as far as it has come. The band ends
 * with its longest curve, and where fewer than half of its trials would be left.
 *
 * @param trials number of those with a curve
 * @param low quantile at 10 %, [iterations of the grid, perhaps fewer]
 * @param median the same at 50 %
 * @param high the same at 90 %
 */
public record Band(int trials, float[] low, float[] median, float[] high) {
  /** A trial, and whether its curve will not grow any more. */
  public record Member(String trial, boolean ended) {}

  /**
   * The band of {@code members}' curves at {@code iterations}. Quantiles are interpolated between
   * order statistics at (n - 1)p, type 7 of Hyndman &amp; Fan 1996. A loss that is not a number is
   * above all others, an accuracy that is not one is below.
   *
   * <p>Time: members × iterations × log(members), whatever the length of the curves. Space: members
   * × iterations.
   *
   * @param iterations ascending, see {@link IterationGrid}
   */
  public static Band of(Curves curves, List<Member> members, String metric, int[] iterations) {
    float worst = metric.endsWith("accuracy") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    var columns = new float[iterations.length][members.size()];
    var counts = new int[iterations.length];
    var row = new float[iterations.length];
    int trials = 0;
    int longest = 0;
    for (var member : members) {
      int within = curves.sample(member.trial(), metric, iterations, row);
      if (within > 0) {
        trials++;
        longest = Math.max(longest, within);
        int counted = member.ended() ? iterations.length : within;
        for (int i = 0; i < counted; i++) {
          columns[i][counts[i]++] = Float.isNaN(row[i]) ? worst : row[i];
        }
      }
    }
    int length = longest;
    while (length > 0 && 2 * counts[length - 1] < trials) {
      length--;
    }
    return of(trials, columns, counts, length);
  }

  private static Band of(int trials, float[][] columns, int[] counts, int length) {
    var band = new Band(trials, new float[length], new float[length], new float[length]);
    for (int i = 0; i < length; i++) {
      Arrays.sort(columns[i], 0, counts[i]);
      band.low[i] = quantile(columns[i], counts[i], 0.1);
      band.median[i] = quantile(columns[i], counts[i], 0.5);
      band.high[i] = quantile(columns[i], counts[i], 0.9);
    }
    return band;
  }

  private static float quantile(float[] sorted, int count, double probability) {
    double position = (count - 1) * probability;
    int below = (int) position;
    double fraction = position - below;
    if (fraction == 0 || sorted[below] == sorted[below + 1]) {
      return sorted[below];
    }
    return (float) (sorted[below] + fraction * (sorted[below + 1] - sorted[below]));
  }
}
