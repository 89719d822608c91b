package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.descent.contracts.Floats;
import org.descent.contracts.PackedCurves;

/**
 * Slices of the curves of a cohort's trials.
 *
 * @param metrics names of all trials' metrics: {@code loss}, {@code accuracy}, and with several
 *     heads {@code NAME.loss}, {@code NAME.accuracy}
 * @param slices in the order in which they were measured; a trial may have several
 * @param curves for slice after slice, its part of each metric's curve: [slices · metrics][count]
 * @param measured what was measured now and then, of whole splits or by instruments; none in events
 *     written before that was thought of
 */
public record TrainingProgressed(
    String cohort,
    String experiment,
    List<String> metrics,
    List<Slice> slices,
    PackedCurves curves,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Measured> measured)
    implements Event {
  /**
   * Consecutive iterations of one trial.
   *
   * @param firstIteration of the slice, from 1
   * @param count iterations in the slice
   */
  public record Slice(String trial, int firstIteration, int count) {}

  /**
   * Measurements of one trial, see {@link org.descent.contracts.spec.MeasureSpec}; or what one of
   * its instruments has found, see {@link org.descent.contracts.spec.InstrumentSpec}.
   *
   * @param metrics {@code SPLIT.loss}, {@code SPLIT.accuracy}, and with several heads {@code
   *     SPLIT.NAME.loss}, {@code SPLIT.NAME.accuracy}; the curves of the instrument, for example
   *     {@code sharpness}
   * @param iterations ascending, from 1
   * @param values [metrics][iterations]
   */
  public record Measured(
      String trial, List<String> metrics, List<Integer> iterations, PackedCurves values) {
    public Measured {
      metrics = List.copyOf(metrics);
      iterations = List.copyOf(iterations);
      int count = iterations.size();
      if (values.curves().size() != metrics.size()
          || values.curves().stream().anyMatch(curve -> curve.length != count)) {
        throw new IllegalArgumentException(
            "%s: measurements that are not those of %s at %d iterations"
                .formatted(trial, metrics, count));
      }
    }
  }

  public TrainingProgressed {
    measured = measured == null ? List.of() : List.copyOf(measured);
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

  /** Without measurements. */
  public TrainingProgressed(
      String cohort,
      String experiment,
      List<String> metrics,
      List<Slice> slices,
      PackedCurves curves) {
    this(cohort, experiment, metrics, slices, curves, List.of());
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

  /**
   * An event as it was written.
   *
   * @param values what older ones have instead of {@code curves}: the same as float32 little-endian
   */
  @JsonCreator
  static TrainingProgressed read(
      @JsonProperty("cohort") String cohort,
      @JsonProperty("experiment") String experiment,
      @JsonProperty("metrics") List<String> metrics,
      @JsonProperty("slices") List<Slice> slices,
      @JsonProperty("curves") PackedCurves curves,
      @JsonProperty("values") byte[] values,
      @JsonProperty("measured") List<Measured> measured) {
    return new TrainingProgressed(
        cohort,
        experiment,
        metrics,
        slices,
        values == null ? curves : PackedCurves.of(parts(values, metrics.size(), slices)),
        measured);
  }

  private static List<float[]> parts(byte[] values, int metrics, List<Slice> slices) {
    var all = Floats.fromBytes(values);
    var parts = new ArrayList<float[]>();
    int from = 0;
    for (var slice : slices) {
      for (int i = 0; i < metrics && from + slice.count() <= all.length; i++) {
        parts.add(Arrays.copyOfRange(all, from, from + slice.count()));
        from += slice.count();
      }
    }
    return from == all.length ? parts : List.of();
  }

  /** Gives each slice with its curves, [metrics][count], which are a view and not a copy. */
  public void forEach(BiConsumer<Slice, PackedCurves> visitor) {
    int from = 0;
    for (var slice : slices) {
      visitor.accept(slice, curves.part(from, from + metrics.size()));
      from += metrics.size();
    }
  }

  @Override
  public String key() {
    return cohort;
  }
}
