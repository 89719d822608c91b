package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.TrainingProgressed;

/**
 * The curves of an experiment's trials: every metric at every iteration. Slices may come in any
 * order and more than once; where two slices overlap, what was known first stays. Long slices stay
 * as packed as they came. Safe for use by several threads.
 */
public final class Curves {
  /** The fewest points a thinned curve may be asked for: first, last, and one bucket's extremes. */
  public static final int MIN_POINTS = 4;

  private final Map<String, Curve> curves = new LinkedHashMap<>();
  private long iterations;

  /** One point of a curve; iterations count from 1. */
  public record Point(int iteration, float value) {}

  /** Trials with a curve, in order of appearance. */
  public synchronized Set<String> trials() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(curves.keySet()));
  }

  /** Names of {@code trial}'s metrics in order; empty if it has no curve. */
  public synchronized List<String> metrics(String trial) {
    var curve = curves.get(trial);
    return curve == null ? List.of() : curve.metrics();
  }

  /** Number of iterations of {@code trial} known without a gap from iteration 1 on. */
  public synchronized int iterations(String trial) {
    var curve = curves.get(trial);
    return curve == null ? 0 : curve.length();
  }

  /** The curve without gaps from iteration 1 on, [iterations]; empty if there is none. */
  public synchronized float[] values(String trial, String metric) {
    var curve = curves.get(trial);
    int index = curve == null ? -1 : curve.metrics().indexOf(metric);
    return index < 0 ? new float[0] : curve.values(index);
  }

  /**
   * Looks a curve up at {@code iterations}, ascending; beyond its end its last value stands. What
   * has been unpacked for it stays so while there is memory for it.
   *
   * @param into takes the values, [iterations]; untouched if there is no such curve
   * @return how many of {@code iterations} do not lie beyond the end
   */
  public synchronized int sample(String trial, String metric, int[] iterations, float[] into) {
    var curve = curves.get(trial);
    int index = curve == null ? -1 : curve.metrics().indexOf(metric);
    return index < 0 ? 0 : curve.sample(index, iterations, into);
  }

  /**
   * At most {@code points} points of the curve, in order: the first, the last, and the lowest and
   * highest of each of as many equal buckets between them as fit. NaN is neither low nor high; a
   * bucket of nothing else shows its first.
   *
   * @throws InvalidSpec if {@code points} is below {@link #MIN_POINTS}
   */
  public List<Point> thinned(String trial, String metric, int points) {
    return thinned(values(trial, metric), points);
  }

  /**
   * The same of any curve.
   *
   * @param values element i is iteration i + 1
   */
  public static List<Point> thinned(float[] values, int points) {
    InvalidSpec.unless(points >= MIN_POINTS, "points %s, expected %s or more", points, MIN_POINTS);
    var thinned = new ArrayList<Point>();
    if (values.length <= points) {
      add(thinned, values, 0, values.length);
      return thinned;
    }
    add(thinned, values, 0, 1);
    int buckets = (points - 2) / 2;
    int inner = values.length - 2;
    for (int bucket = 0; bucket < buckets; bucket++) {
      int from = 1 + (int) ((long) inner * bucket / buckets);
      int to = 1 + (int) ((long) inner * (bucket + 1) / buckets);
      addExtremes(thinned, values, from, to);
    }
    add(thinned, values, values.length - 1, values.length);
    return thinned;
  }

  /**
   * Adds what is new in a slice.
   *
   * @param values [metrics][count]
   */
  synchronized void add(List<String> metrics, TrainingProgressed.Slice slice, PackedCurves values) {
    var curve = curves.computeIfAbsent(slice.trial(), t -> new Curve(metrics));
    iterations += curve.add(metrics, slice, values);
  }

  /** Iterations known over all trials, gaps or not. */
  synchronized long iterations() {
    return iterations;
  }

  private static void add(List<Point> points, float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      points.add(new Point(i + 1, values[i]));
    }
  }

  private static void addExtremes(List<Point> points, float[] values, int from, int to) {
    int low = from;
    int high = from;
    for (int i = from; i < to; i++) {
      low = values[i] < values[low] || Float.isNaN(values[low]) ? i : low;
      high = values[i] > values[high] || Float.isNaN(values[high]) ? i : high;
    }
    if (Float.isNaN(values[low])) {
      low = from;
      high = from;
    }
    int earlier = Math.min(low, high);
    int later = Math.max(low, high);
    add(points, values, earlier, earlier + 1);
    if (later > earlier) {
      add(points, values, later, later + 1);
    }
  }
}
