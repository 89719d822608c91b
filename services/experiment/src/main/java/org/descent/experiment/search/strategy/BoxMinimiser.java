package org.descent.experiment.search.strategy;

import java.util.ArrayDeque;
import java.util.Arrays;
import org.hipparchus.util.FastMath;

/**
 * Minimises a smooth function in a box: limited-memory BFGS (Nocedal 1980) on the coordinates that
 * are free, which are those that the gradient does not push out of the box, with a line search
 * along the projected direction (Bertsekas 1982).
 */
final class BoxMinimiser {
  private static final int REMEMBERED = 8;
  private static final double SUFFICIENT = 1e-4; // Armijo's condition
  private static final int HALVINGS = 25;

  private BoxMinimiser() {}

  /** A function and its gradient. */
  interface Smooth {
    /**
     * @param gradient [n], to be filled
     * @return the function at {@code x}
     */
    double at(double[] x, double[] gradient);
  }

  /** A point and the function there. */
  record Lowest(double[] x, double value) {}

  private record Change(double[] x, double[] gradient, double product) {}

  /**
   * The lowest point on the way down from {@code start}.
   *
   * @param low ends of the box, [n]
   * @param high ends of the box, [n]
   */
  static Lowest from(double[] start, double[] low, double[] high, int iterations, Smooth smooth) {
    int n = start.length;
    var x = clipped(start, low, high);
    var gradient = new double[n];
    double value = smooth.at(x, gradient);
    var changes = new ArrayDeque<Change>();
    for (int k = 0; k < iterations; k++) {
      var free = free(x, gradient, low, high);
      var direction = direction(gradient, free, changes);
      double slope = dot(direction, gradient);
      if (!(slope < 0)) {
        changes.clear();
        direction = direction(gradient, free, changes);
        slope = dot(direction, gradient);
      }
      if (!(slope < -1e-14)) {
        break;
      }
      double step = changes.isEmpty() ? Math.min(1, 0.1 / FastMath.sqrt(-slope)) : 1;
      var next = new double[n];
      var nextGradient = new double[n];
      double nextValue = Double.NaN;
      int halvings = 0;
      for (; halvings < HALVINGS; halvings++, step /= 2) {
        for (int i = 0; i < n; i++) {
          next[i] = Math.max(low[i], Math.min(high[i], x[i] + step * direction[i]));
        }
        nextValue = smooth.at(next, nextGradient);
        double expected = 0;
        for (int i = 0; i < n; i++) {
          expected += gradient[i] * (next[i] - x[i]);
        }
        if (nextValue <= value + SUFFICIENT * expected) {
          break;
        }
      }
      if (halvings == HALVINGS) {
        break;
      }
      remember(changes, x, next, gradient, nextGradient);
      boolean still = value - nextValue <= 1e-10 * Math.max(1, Math.abs(value));
      x = next;
      gradient = nextGradient;
      value = nextValue;
      if (still) {
        break;
      }
    }
    return new Lowest(x, value);
  }

  private static double[] clipped(double[] x, double[] low, double[] high) {
    var clipped = x.clone();
    for (int i = 0; i < x.length; i++) {
      clipped[i] = Math.max(low[i], Math.min(high[i], x[i]));
    }
    return clipped;
  }

  private static boolean[] free(double[] x, double[] gradient, double[] low, double[] high) {
    var free = new boolean[x.length];
    for (int i = 0; i < x.length; i++) {
      free[i] = !(x[i] <= low[i] && gradient[i] > 0) && !(x[i] >= high[i] && gradient[i] < 0);
    }
    return free;
  }

  /** The two loops of Nocedal 1980; steepest descent where nothing is remembered. */
  private static double[] direction(double[] gradient, boolean[] free, ArrayDeque<Change> changes) {
    int n = gradient.length;
    var q = new double[n];
    for (int i = 0; i < n; i++) {
      q[i] = free[i] ? -gradient[i] : 0;
    }
    var shares = new ArrayDeque<Double>();
    for (var change : changes) { // the latest first
      double share = dot(change.x(), q) / change.product();
      shares.addLast(share);
      add(q, change.gradient(), -share);
    }
    if (!changes.isEmpty()) {
      var latest = changes.getFirst();
      double scale = latest.product() / dot(latest.gradient(), latest.gradient());
      Arrays.setAll(q, i -> q[i] * scale);
    }
    for (var oldest = changes.descendingIterator(); oldest.hasNext(); ) {
      var change = oldest.next();
      double other = dot(change.gradient(), q) / change.product();
      add(q, change.x(), shares.removeLast() - other);
    }
    for (int i = 0; i < n; i++) {
      q[i] = free[i] ? q[i] : 0;
    }
    return q;
  }

  private static void remember(
      ArrayDeque<Change> changes, double[] x, double[] next, double[] before, double[] after) {
    var moved = next.clone();
    add(moved, x, -1);
    var turned = after.clone();
    add(turned, before, -1);
    double product = dot(moved, turned);
    if (product > 1e-12 * dot(turned, turned)) {
      changes.addFirst(new Change(moved, turned, product));
      if (changes.size() > REMEMBERED) {
        changes.removeLast();
      }
    }
  }

  private static void add(double[] to, double[] other, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * other[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
