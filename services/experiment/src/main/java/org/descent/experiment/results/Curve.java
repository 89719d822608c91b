package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.spec.TrainingSpec;

/** One trial's metrics by iteration, growing as slices come in. */
final class Curve {
  private final List<String> metrics;

  /** What is known, ascending and without overlaps. */
  private final List<CurveRun> runs = new ArrayList<>();

  private int length;

  Curve(List<String> metrics) {
    this.metrics = metrics;
  }

  List<String> metrics() {
    return metrics;
  }

  /** Iterations known without a gap from the first on. */
  int length() {
    return length;
  }

  /** A copy of one metric, [length()]. */
  float[] values(int metric) {
    var values = new float[length];
    for (var run : runs) {
      if (run.from() >= length) {
        break;
      }
      run.copy(metric, values);
    }
    return values;
  }

  /** Gives each part that has no gap: its first iteration, from 1, and its metrics. */
  void forEach(BiConsumer<Integer, List<float[]>> visitor) {
    var all = new float[runs.isEmpty() ? 0 : runs.get(runs.size() - 1).to()];
    for (var run : runs) {
      var values = new ArrayList<float[]>();
      for (int metric = 0; metric < metrics.size(); metric++) {
        run.copy(metric, all);
        values.add(Arrays.copyOfRange(all, run.from(), run.to()));
      }
      visitor.accept(run.from() + 1, values);
    }
  }

  /**
   * Looks one metric up at {@code iterations}, ascending; beyond the end of the curve its last
   * value stands.
   *
   * @return how many of {@code iterations} do not lie beyond the end
   */
  int sample(int metric, int[] iterations, float[] into) {
    int within = 0;
    int run = 0;
    for (int i = 0; i < iterations.length && length > 0; i++) {
      int index = Math.min(iterations[i], length) - 1;
      while (runs.get(run).to() <= index) {
        run++;
      }
      into[i] = runs.get(run).get(metric, index);
      within += iterations[i] <= length ? 1 : 0;
    }
    return within;
  }

  /** One metric at {@code iteration}, from 1; it has to be known. */
  float at(int metric, int iteration) {
    return runs.get(firstBeyond(iteration - 1)).once(metric, iteration - 1);
  }

  /**
   * Takes in what is new in a slice.
   *
   * @param values the slice's, [metrics][count]
   * @return the number of iterations that were new
   */
  int add(List<String> names, TrainingProgressed.Slice slice, PackedCurves values) {
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
    int index = firstBeyond(from);
    for (int at = from; at < to; ) {
      int end = index < runs.size() ? Math.min(to, runs.get(index).from()) : to;
      if (at < end) {
        index = insert(index, at, end, from, values);
        added += end - at;
      }
      at = index < runs.size() ? Math.max(end, runs.get(index).to()) : end;
      index++;
    }
    lengthen();
    return added;
  }

  /** Index of the first run that ends after {@code iteration}. */
  private int firstBeyond(int iteration) {
    int low = 0;
    int high = runs.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (runs.get(middle).to() > iteration) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Iterations {@code from} to {@code to} become known; the index of what follows them. */
  private int insert(int index, int from, int to, int first, PackedCurves values) {
    if (index > 0 && runs.get(index - 1).append(from, to, first, values)) {
      return index;
    }
    runs.add(index, CurveRun.of(from, to, first, values));
    return index + 1;
  }

  private void lengthen() {
    for (int i = firstBeyond(length); i < runs.size() && runs.get(i).from() <= length; i++) {
      length = runs.get(i).to();
    }
  }
}
