package org.descent.experiment.results;

import java.util.Arrays;
import java.util.List;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.spec.TrainingSpec;

/**
 * What was measured together of one trial now and then, of its splits or by one of its instruments,
 * growing as measurements come in.
 */
final class MeasuredCurve {
  private final List<String> metrics;
  private int[] iterations = new int[8];
  private float[][] values; // [metrics][at least count]
  private int count;

  MeasuredCurve(List<String> metrics) {
    this.metrics = metrics;
    this.values = new float[metrics.size()][iterations.length];
  }

  List<String> metrics() {
    return metrics;
  }

  /** When it was measured, ascending. */
  int[] iterations() {
    return Arrays.copyOf(iterations, count);
  }

  /** A copy of one of its metrics, one value for each of {@link #iterations}. */
  float[] values(String metric) {
    return Arrays.copyOf(values[metrics.indexOf(metric)], count);
  }

  /** All of it, as an event has it. */
  TrainingProgressed.Measured told(String trial) {
    var at = Arrays.stream(iterations()).boxed().toList();
    return new TrainingProgressed.Measured(
        trial, metrics, at, PackedCurves.of(metrics.stream().map(this::values).toList()));
  }

  /** Takes in what is new in {@code measured}, which is of its metrics; whether something is. */
  boolean add(TrainingProgressed.Measured measured) {
    boolean news = false;
    for (int i = 0; i < measured.iterations().size(); i++) {
      news |= add(measured.iterations().get(i), measured.values().curves(), i);
    }
    return news;
  }

  private boolean add(int iteration, List<float[]> from, int index) {
    if (iteration < 1 || iteration > TrainingSpec.MAX_ITERATIONS) {
      throw new IllegalArgumentException("a measurement at iteration " + iteration);
    }
    int found = Arrays.binarySearch(iterations, 0, count, iteration);
    if (found >= 0) {
      return false;
    }
    if (count == iterations.length) {
      int roomy = count * 3 / 2;
      iterations = Arrays.copyOf(iterations, roomy);
      for (int m = 0; m < values.length; m++) {
        values[m] = Arrays.copyOf(values[m], roomy);
      }
    }
    int at = -found - 1;
    System.arraycopy(iterations, at, iterations, at + 1, count - at);
    iterations[at] = iteration;
    for (int m = 0; m < values.length; m++) {
      System.arraycopy(values[m], at, values[m], at + 1, count - at);
      values[m][at] = from.get(m)[index];
    }
    count++;
    return true;
  }

  /**
   * Looks one metric up at {@code iterations}, ascending: what was measured last stands, and the
   * first before that.
   *
   * @return how many of {@code iterations} do not lie beyond the last measurement
   */
  int sample(String name, int[] at, float[] into) {
    int metric = metrics.indexOf(name);
    int within = 0;
    int next = 0;
    for (int i = 0; i < at.length && count > 0; i++) {
      while (next < count && iterations[next] <= at[i]) {
        next++;
      }
      into[i] = values[metric][Math.max(0, next - 1)];
      within += at[i] <= iterations[count - 1] ? 1 : 0;
    }
    return within;
  }
}
