package org.descent.experiment.results;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The curves of many trials as one band: at each iteration the quantiles of a metric over the
 * trials. A trial that has ended counts with its last value from there on, so that the band does
 * not jump when the fast ones drop out; one under way counts as far as it has come. The band ends
 * with its longest curve, and where fewer than half of its trials would be left. What is measured
 * now and then is looked at when it was measured of any trial.
 *
 * <p>Quantiles are interpolated between order statistics at (n - 1)p, type 7 of Hyndman &amp; Fan
 * 1996. A loss that is not a number is above all others, an accuracy that is not one is below.
 *
 * @param trials number of those with a curve
 * @param iterations that it is known at, ascending
 * @param every whether these are all iterations up to the last; otherwise what happens between them
 *     is not known
 * @param low quantile at 10 %, [iterations]
 * @param median the same at 50 %
 * @param high the same at 90 %
 */
public record Band(
    int trials, int[] iterations, boolean every, float[] low, float[] median, float[] high) {
  /** Values that are looked at together. */
  private static final int BLOCK = 1 << 20;

  /** A trial, and whether its curve will not grow any more. */
  public record Member(String trial, boolean ended) {}

  /**
   * The band of {@code members}' curves, at every iteration where that takes at most {@code most}
   * values of curves, and otherwise at as many as {@code grid} has.
   *
   * <p>Time: members × iterations × log(members). Space: iterations, and a megabyte or so.
   *
   * @param grid iterations to make do with, ascending
   */
  public static Band of(Curves curves, List<Member> members, String metric, long most, int[] grid) {
    int longest = longest(curves, members);
    int[] measured = measuredAt(curves, members, metric);
    int known = measured.length > 0 ? measured.length : longest;
    boolean every = (long) members.size() * known <= most;
    int[] all = measured.length > 0 ? measured : IntStream.rangeClosed(1, longest).toArray();
    int[] iterations = every ? all : grid;
    var builder = new Builder(curves, members, metric, iterations);
    int block = Math.max(1, Math.min(iterations.length, BLOCK / Math.max(1, members.size())));
    for (int from = 0; from < iterations.length; from += block) {
      builder.add(from, Math.min(iterations.length, from + block));
    }
    return builder.band(every);
  }

  /** When {@code metric} was measured of any of them, ascending; none if each iteration has it. */
  private static int[] measuredAt(Curves curves, List<Member> members, String metric) {
    return members.stream()
        .filter(m -> curves.isMeasured(m.trial(), metric))
        .flatMapToInt(m -> IntStream.of(curves.measuredAt(m.trial(), metric)))
        .sorted()
        .distinct()
        .toArray();
  }

  /** Length of the longest of {@code members}' curves. */
  public static int longest(Curves curves, List<Member> members) {
    return members.stream().mapToInt(m -> curves.iterations(m.trial())).max().orElse(0);
  }

  /** The same band at the points that it takes to draw it and its median. */
  public Band drawn(List<Thinning> thinnings) {
    return drawn(thinnings, List.of(i -> low[i], i -> median[i], i -> high[i]));
  }

  /** The same band at the points that it takes to draw its median alone. */
  public Band drawnMedian(List<Thinning> thinnings) {
    return drawn(thinnings, List.of(i -> median[i]));
  }

  private Band drawn(List<Thinning> thinnings, List<IntToDoubleFunction> lines) {
    var kept = new BitSet();
    for (var thinning : thinnings) {
      for (var line : lines) {
        thinning.mark(i -> iterations[i], iterations.length, line, true, kept);
      }
    }
    Thinning.straighten(kept, lines);
    int[] indices = kept.stream().toArray();
    return new Band(
        trials,
        Arrays.stream(indices).map(i -> iterations[i]).toArray(),
        every,
        picked(low, indices),
        picked(median, indices),
        picked(high, indices));
  }

  private static float[] picked(float[] values, int[] indices) {
    var picked = new float[indices.length];
    for (int i = 0; i < indices.length; i++) {
      picked[i] = values[indices[i]];
    }
    return picked;
  }

  /** A band in the making. */
  private static final class Builder {
    private final Curves curves;
    private final List<Member> members;
    private final String metric;
    private final float worst;
    private final int[] iterations;
    private final float[] low;
    private final float[] median;
    private final float[] high;
    private final boolean[] begun; // [members]
    private int length; // up to where it is a band

    Builder(Curves curves, List<Member> members, String metric, int[] iterations) {
      this.curves = curves;
      this.members = members;
      this.metric = metric;
      this.iterations = iterations;
      worst = metric.endsWith("accuracy") ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
      low = new float[iterations.length];
      median = new float[iterations.length];
      high = new float[iterations.length];
      begun = new boolean[members.size()];
    }

    /**
     * Goes on with iterations {@code from} to {@code to} - 1 of the array; the first come first.
     */
    void add(int from, int to) {
      int[] block = Arrays.copyOfRange(iterations, from, to);
      var columns = new float[block.length][members.size()];
      var counts = new int[block.length];
      var row = new float[block.length];
      int reached = 0;
      for (int m = 0; m < begun.length; m++) {
        var member = members.get(m);
        int within = curves.sample(member.trial(), metric, block, row);
        begun[m] |= within > 0;
        int counted = begun[m] && member.ended() ? block.length : within;
        reached = Math.max(reached, within);
        for (int i = 0; i < counted; i++) {
          columns[i][counts[i]++] = Float.isNaN(row[i]) ? worst : row[i];
        }
      }
      int trials = trials();
      for (int i = 0; i < block.length; i++) {
        if (i < reached && 2 * counts[i] >= trials) {
          length = from + i + 1;
        }
        Arrays.sort(columns[i], 0, counts[i]);
        low[from + i] = quantile(columns[i], counts[i], 0.1);
        median[from + i] = quantile(columns[i], counts[i], 0.5);
        high[from + i] = quantile(columns[i], counts[i], 0.9);
      }
    }

    /** Known once the first iteration has been: a trial under way may have come no further. */
    private int trials() {
      int trials = 0;
      for (boolean one : begun) {
        trials += one ? 1 : 0;
      }
      return trials;
    }

    Band band(boolean every) {
      return new Band(
          trials(),
          Arrays.copyOf(iterations, length),
          every,
          Arrays.copyOf(low, length),
          Arrays.copyOf(median, length),
          Arrays.copyOf(high, length));
    }
  }

  /** Of ascending values; those of nobody are not a number. */
  static float quantile(float[] sorted, int count, double probability) {
    if (count == 0) {
      return Float.NaN;
    }
    double position = (count - 1) * probability;
    int below = (int) position;
    double fraction = position - below;
    if (fraction == 0 || sorted[below] == sorted[below + 1]) {
      return sorted[below];
    }
    return (float) (sorted[below] + fraction * ((double) sorted[below + 1] - sorted[below]));
  }
}
