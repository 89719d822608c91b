package org.descent.contracts.event;

import java.util.List;
import java.util.function.BiConsumer;
import org.descent.contracts.PackedCurves;

/**
 * Slices of the curves of a cohort's trials.
 *
 * @param metrics names of all trials' metrics: {@code loss}, {@code accuracy}, and with several
 *     heads {@code NAME.loss}, {@code NAME.accuracy}
 * @param slices in the order in which they were measured; a trial may have several
 * @param curves for slice after slice, its part of each metric's curve: [slices · metrics][count]
 */
public record TrainingProgressed(
    String cohort, String experiment, List<String> metrics, List<Slice> slices, PackedCurves curves)
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
    var parts = curves.curves();
    boolean fits = parts.size() == slices.size() * metrics.size();
    for (int i = 0; fits && i < parts.size(); i++) {
      fits = parts.get(i).length == slices.get(i / metrics.size()).count();
    }
    if (!fits) {
      throw new IllegalArgumentException(
          cohort
              + ": curves that are not those of "
              + metrics
              + " in "
              + slices.size()
              + " slices");
    }
  }

  /** The same of curves as they are. */
  public TrainingProgressed(
      String cohort,
      String experiment,
      List<String> metrics,
      List<Slice> slices,
      List<float[]> curves) {
    this(cohort, experiment, metrics, slices, PackedCurves.of(curves));
  }

  /** Gives each slice with its values, [metrics][count], which are a view and not a copy. */
  public void forEach(BiConsumer<Slice, List<float[]>> visitor) {
    int from = 0;
    for (var slice : slices) {
      visitor.accept(slice, curves.curves().subList(from, from + metrics.size()));
      from += metrics.size();
    }
  }

  @Override
  public String key() {
    return cohort;
  }
}
