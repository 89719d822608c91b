package org.descent.experiment.results;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.spec.TrainingSpec;

/** One trial's metrics by iteration, growing as slices come in. */
final class Curve {
  private final List<String> metrics;
  private final float[][] values; // [metrics][capacity]; element i is iteration i + 1
  private final BitSet known = new BitSet();

  Curve(List<String> metrics) {
    this.metrics = metrics;
    this.values = new float[metrics.size()][0];
  }

  List<String> metrics() {
    return metrics;
  }

  /** Iterations known without a gap from the first on. */
  int length() {
    return known.nextClearBit(0);
  }

  /** A copy of one metric, [length()]. */
  float[] values(int metric) {
    return Arrays.copyOf(values[metric], length());
  }

  /**
   * Looks one metric up at {@code iterations}, ascending; beyond the end of the curve its last
   * value stands. Costs nothing for what lies between.
   *
   * @return how many of {@code iterations} do not lie beyond the end
   */
  int sample(int metric, int[] iterations, float[] into) {
    int length = length();
    int within = 0;
    for (int i = 0; i < iterations.length && length > 0; i++) {
      into[i] = values[metric][Math.min(iterations[i], length) - 1];
      within += iterations[i] <= length ? 1 : 0;
    }
    return within;
  }

  /** Takes in what is new in {@code slice}; returns the number of iterations that were. */
  int add(TrainingProgressed slice) {
    int from = slice.firstIteration() - 1;
    if (!slice.metrics().equals(metrics)
        || from < 0
        || (long) from + slice.count() > TrainingSpec.MAX_ITERATIONS) {
      throw new IllegalArgumentException(
          slice.trial()
              + ": a slice of "
              + slice.metrics()
              + " at iteration "
              + slice.firstIteration()
              + " does not continue a curve of "
              + metrics);
    }
    reserve(from + slice.count());
    var data = ByteBuffer.wrap(slice.values()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    int added = 0;
    for (int i = 0; i < slice.count(); i++) {
      if (known.get(from + i)) {
        continue;
      }
      for (int metric = 0; metric < values.length; metric++) {
        values[metric][from + i] = data.get(metric * slice.count() + i);
      }
      known.set(from + i);
      added++;
    }
    return added;
  }

  private void reserve(int length) {
    for (int metric = 0; metric < values.length; metric++) {
      if (values[metric].length < length) {
        int capacity = Math.max(length, values[metric].length * 3 / 2);
        values[metric] = Arrays.copyOf(values[metric], capacity);
      }
    }
  }
}
