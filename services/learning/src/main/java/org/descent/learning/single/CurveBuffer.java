package org.descent.learning.single;

import java.util.Arrays;
import java.util.List;
import org.descent.learning.CurveSlice;

/** Collects a curve's points into slices of at most {@code capacity} iterations. */
final class CurveBuffer {
  private final List<String> names;
  private final float[][] values;
  private int firstIteration;
  private int count;

  /**
   * @param first the iteration that comes next
   */
  CurveBuffer(List<String> names, int capacity, int first) {
    this.firstIteration = first;
    this.names = names;
    this.values = new float[names.size()][capacity];
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

  boolean full() {
    return count == values[0].length;
  }

  /** What has been collected since the last call. */
  CurveSlice take() {
    var taken = new float[values.length][];
    for (int metric = 0; metric < values.length; metric++) {
      taken[metric] = Arrays.copyOf(values[metric], count);
    }
    var slice = new CurveSlice(firstIteration, names, taken);
    firstIteration += count;
    count = 0;
    return slice;
  }
}
