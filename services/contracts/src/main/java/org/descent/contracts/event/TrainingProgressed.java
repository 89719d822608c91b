package org.descent.contracts.event;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Slices of the curves of a cohort's trials.
 *
 * @param metrics names of all trials' metrics: {@code loss}, {@code accuracy}, and with several
 *     heads {@code NAME.loss}, {@code NAME.accuracy}
 * @param slices in the order in which they were measured; a trial may have several
 * @param values float32 little-endian: slice after slice, each [metrics, count]
 */
public record TrainingProgressed(
    String cohort, String experiment, List<String> metrics, List<Slice> slices, byte[] values)
    implements Event {
  /**
   * Consecutive iterations of one trial.
   *
   * @param firstIteration of the slice, from 1
   * @param count iterations in the slice
   */
  public record Slice(String trial, int firstIteration, int count) {}

  public TrainingProgressed {
    metrics = List.copyOf(metrics);
    slices = List.copyOf(slices);
    long count = slices.stream().mapToLong(Slice::count).sum();
    if (values.length != 4L * metrics.size() * count) {
      throw new IllegalArgumentException(
          cohort
              + ": "
              + values.length
              + " bytes for "
              + metrics.size()
              + " metrics of "
              + count
              + " iterations");
    }
  }

  /** Gives each slice with its values, [metrics · count], which are a view and not a copy. */
  public void forEach(BiConsumer<Slice, FloatBuffer> visitor) {
    var all = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    int from = 0;
    for (var slice : slices) {
      int size = metrics.size() * slice.count();
      visitor.accept(slice, all.slice(from, size));
      from += size;
    }
  }

  @Override
  public String key() {
    return cohort;
  }
}
