package org.descent.experiment.results;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.spec.TrainingSpec;

/** One trial's metrics by iteration, growing as slices come in. */
final class Curve {
  private final List<String> metrics;
  private final Column[] columns; // one a metric; element i is iteration i + 1
  private final BitSet known = new BitSet();

  Curve(List<String> metrics) {
    this.metrics = metrics;
    this.columns = new Column[metrics.size()];
    Arrays.setAll(columns, i -> new Column());
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
    return columns[metric].copy(length());
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
      into[i] = columns[metric].get(Math.min(iterations[i], length) - 1);
      within += iterations[i] <= length ? 1 : 0;
    }
    return within;
  }

  /**
   * Takes in what is new in a slice.
   *
   * @param values the slice's, [metrics][count]
   * @return the number of iterations that were new
   */
  int add(List<String> names, TrainingProgressed.Slice slice, List<float[]> values) {
    int from = slice.firstIteration() - 1;
    if (!names.equals(metrics)
        || from < 0
        || (long) from + slice.count() > TrainingSpec.MAX_ITERATIONS) {
      throw new IllegalArgumentException(
          slice.trial()
              + ": a slice of "
              + names
              + " at iteration "
              + slice.firstIteration()
              + " does not continue a curve of "
              + metrics);
    }
    int to = from + slice.count();
    int added = 0;
    int start = known.nextClearBit(from);
    while (start < to) {
      int next = known.nextSetBit(start);
      int end = next < 0 ? to : Math.min(next, to);
      for (int metric = 0; metric < columns.length; metric++) {
        columns[metric].put(start, values.get(metric), start - from, end - start);
      }
      known.set(start, end);
      added += end - start;
      start = known.nextClearBit(end);
    }
    return added;
  }

  /** Numbers that never move once there are many: the first block grows, the others are whole. */
  private static final class Column {
    private static final int BLOCK = 4096;

    private float[][] blocks = {};

    float get(int index) {
      return blocks[index / BLOCK][index % BLOCK];
    }

    float[] copy(int length) {
      var copy = new float[length];
      for (int from = 0; from < length; from += BLOCK) {
        System.arraycopy(blocks[from / BLOCK], 0, copy, from, Math.min(BLOCK, length - from));
      }
      return copy;
    }

    void put(int to, float[] values, int from, int length) {
      reserve(to + length);
      for (int done = 0; done < length; ) {
        int at = to + done;
        int count = Math.min(length - done, BLOCK - at % BLOCK);
        System.arraycopy(values, from + done, blocks[at / BLOCK], at % BLOCK, count);
        done += count;
      }
    }

    private void reserve(int length) {
      int before = blocks.length;
      int count = (length + BLOCK - 1) / BLOCK;
      if (count > before) {
        blocks = Arrays.copyOf(blocks, count);
        Arrays.fill(blocks, before, count, new float[0]);
      }
      for (int i = Math.max(0, before - 1); i < blocks.length; i++) {
        int needed = Math.min(BLOCK, length - i * BLOCK);
        if (blocks[i].length < needed) {
          boolean whole = i > 0 || needed > BLOCK / 2;
          int capacity = whole ? BLOCK : Math.max(needed, blocks[i].length * 3 / 2);
          blocks[i] = Arrays.copyOf(blocks[i], capacity);
        }
      }
    }
  }
}
