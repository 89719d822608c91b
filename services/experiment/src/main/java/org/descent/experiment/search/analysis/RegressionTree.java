package org.descent.experiment.search.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A regression tree of a random forest (Breiman 2001): the unit cube in boxes, a value in each. */
final class RegressionTree {
  private static final int FEWEST_TO_SPLIT = 3;

  /**
   * A box.
   *
   * @param low ends, [dimensions]
   * @param high ends, [dimensions]
   */
  record Box(double[] low, double[] high, double value) {
    double width(int dimension) {
      return high[dimension] - low[dimension];
    }
  }

  private final List<Box> boxes = new ArrayList<>();

  private record Split(int dimension, double at, double gain) {}

  /**
   * Grows on the points at {@code places}, each split the best of five in six dimensions.
   *
   * @param units [points][dimensions], none NaN
   */
  RegressionTree(double[][] units, double[] values, int[] places, UniformRandomProvider random) {
    var low = new double[units[0].length];
    var high = new double[units[0].length];
    Arrays.fill(high, 1);
    var orders = new int[low.length][];
    Arrays.setAll(orders, d -> ordered(units, places, d));
    grow(units, values, orders, low, high, random);
  }

  private static int[] ordered(double[][] units, int[] places, int dimension) {
    return Arrays.stream(places)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> units[i][dimension]))
        .mapToInt(i -> i)
        .toArray();
  }

  List<Box> boxes() {
    return boxes;
  }

  /**
   * @param orders [dimensions], the places of the box's points, ascending along each
   */
  private void grow(
      double[][] units,
      double[] values,
      int[][] orders,
      double[] low,
      double[] high,
      UniformRandomProvider random) {
    Split best = null;
    for (int d = 0; orders[0].length >= FEWEST_TO_SPLIT && d < low.length; d++) {
      if (random.nextDouble() < 5 / 6.0 || low.length == 1) {
        best = better(best, split(units, values, orders[d], d));
      }
    }
    if (best == null) {
      double mean = Arrays.stream(orders[0]).mapToDouble(i -> values[i]).average().orElseThrow();
      boxes.add(new Box(low, high, mean));
      return;
    }
    var split = best;
    var leftHigh = high.clone();
    leftHigh[split.dimension()] = split.at();
    var rightLow = low.clone();
    rightLow[split.dimension()] = split.at();
    grow(units, values, part(units, orders, split, true), low, leftHigh, random);
    grow(units, values, part(units, orders, split, false), rightLow, high, random);
  }

  private static int[][] part(double[][] units, int[][] orders, Split split, boolean left) {
    var part = new int[orders.length][];
    for (int d = 0; d < orders.length; d++) {
      part[d] =
          Arrays.stream(orders[d])
              .filter(i -> units[i][split.dimension()] < split.at() == left)
              .toArray();
    }
    return part;
  }

  private static Split better(Split one, Split other) {
    return one == null || other != null && other.gain() > one.gain() ? other : one;
  }

  /** The split that takes most of the squares away; none if all stand at one place or are alike. */
  private static Split split(double[][] units, double[] values, int[] order, int d) {
    double all = Arrays.stream(order).mapToDouble(i -> values[i]).sum();
    double left = 0;
    Split best = null;
    for (int i = 1; i < order.length; i++) {
      left += values[order[i - 1]];
      double before = units[order[i - 1]][d];
      double after = units[order[i]][d];
      double right = all - left;
      double gain = left * left / i + right * right / (order.length - i) - all * all / order.length;
      if (after > before && gain > 1e-12 && (best == null || gain > best.gain())) {
        best = new Split(d, (before + after) / 2, gain);
      }
    }
    return best;
  }
}
