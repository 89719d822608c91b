package org.descent.learning.single;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.descent.learning.CurveSlice;

/**
 * Collects a curve's points into slices of at most {@code capacity} iterations, fewer where whoever
 * watches has waited long enough.
 */
final class CurveBuffer {
  /** How long whoever watches waits for a curve to go on. */
  static final Duration PATIENCE = Duration.ofMillis(250);

  private final List<String> names;
  private final float[][] values;
  private final LongSupplier nanos;
  private long taken;
  private int firstIteration;
  private int count;

  /**
   * @param first the iteration that comes next
   * @param nanos the time, as {@link System#nanoTime()} tells it
   */
  CurveBuffer(List<String> names, int capacity, int first, LongSupplier nanos) {
    this.firstIteration = first;
    this.names = names;
    this.values = new float[names.size()][capacity];
    this.nanos = nanos;
    this.taken = nanos.getAsLong();
  }

  void add(float[] point) {
    for (int metric = 0; metric < point.length; metric++) {
      values[metric][count] = point[metric];
    }
    count++;
  }

  boolean empty() {
    return count == 0;
  }

  /** Whether it is time to tell of it: it is full, or was taken from long ago. */
  boolean due() {
    return count == values[0].length || nanos.getAsLong() - taken >= PATIENCE.toNanos();
  }

  /** What has been collected since the last call. */
  CurveSlice take() {
    var collected = new float[values.length][];
    for (int metric = 0; metric < values.length; metric++) {
      collected[metric] = Arrays.copyOf(values[metric], count);
    }
    var slice = new CurveSlice(firstIteration, names, collected);
    firstIteration += count;
    count = 0;
    taken = nanos.getAsLong();
    return slice;
  }
}
