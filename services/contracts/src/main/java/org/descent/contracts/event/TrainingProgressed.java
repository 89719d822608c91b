package org.descent.contracts.event;

import java.util.List;

/**
 * A slice of a trial's curves.
 *
 * @param firstIteration of the slice, from 1
 * @param count iterations in the slice
 * @param metrics their names: {@code loss}, {@code accuracy}, and with several heads {@code
 *     NAME.loss}, {@code NAME.accuracy}
 * @param values float32 little-endian, [metrics, count]
 */
public record TrainingProgressed(
    String trial,
    String experiment,
    int firstIteration,
    int count,
    List<String> metrics,
    byte[] values)
    implements Event {
  public TrainingProgressed {
    metrics = List.copyOf(metrics);
    if (values.length != 4L * metrics.size() * count) {
      throw new IllegalArgumentException(
          trial
              + ": "
              + values.length
              + " bytes for "
              + metrics.size()
              + " metrics of "
              + count
              + " iterations");
    }
  }

  @Override
  public String key() {
    return trial;
  }
}
