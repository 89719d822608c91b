package org.descent.trainer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.PackedCurves;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.learning.CurveSlice;
import org.descent.learning.SplitMeasurement;

/**
 * Slices of a cohort's curves on their way into one event: a record for each slice would cost more
 * than what it carries. One thread at a time.
 */
final class CurveBatch {
  /** Enough slices for a record to be worth its while, few enough not to be held up by it. */
  static final int FULL_BYTES = 8 * 1024 * 1024;

  private final CohortPlanned cohort;
  private final List<TrainingProgressed.Slice> slices = new ArrayList<>();
  private final List<float[]> curves = new ArrayList<>();
  private final Map<Looked, List<SplitMeasurement>> measured = new LinkedHashMap<>();
  private List<String> metrics = List.of();
  private int bytes;

  /** What is measured together of a trial. */
  private record Looked(String trial, List<String> metrics) {}

  CurveBatch(CohortPlanned cohort) {
    this.cohort = cohort;
  }

  /** Takes a slice in; returns what has to go out by now. */
  List<TrainingProgressed> add(String trial, CurveSlice slice) {
    var out = new ArrayList<TrainingProgressed>();
    if (!slice.metrics().equals(metrics)) {
      rest().ifPresent(out::add);
      metrics = slice.metrics();
    }
    slices.add(new TrainingProgressed.Slice(trial, slice.firstIteration(), slice.count()));
    for (var metric : slice.values()) {
      curves.add(metric);
      bytes += Float.BYTES * metric.length;
    }
    if (bytes >= FULL_BYTES) {
      rest().ifPresent(out::add);
    }
    return out;
  }

  /** Takes what was measured now and then in; returns what has to go out by now. */
  List<TrainingProgressed> add(String trial, SplitMeasurement measurement) {
    measured
        .computeIfAbsent(new Looked(trial, measurement.metrics()), t -> new ArrayList<>())
        .add(measurement);
    bytes += (1 + measurement.values().length) * Float.BYTES;
    return bytes < FULL_BYTES ? List.of() : rest().stream().toList();
  }

  /** All there is. */
  Optional<TrainingProgressed> rest() {
    if (slices.isEmpty() && measured.isEmpty()) {
      return Optional.empty();
    }
    var event =
        new TrainingProgressed(
            cohort.cohort(),
            cohort.experiment(),
            metrics,
            slices,
            PackedCurves.of(curves),
            measured.entrySet().stream().map(e -> together(e.getKey(), e.getValue())).toList());
    measured.clear();
    slices.clear();
    curves.clear();
    bytes = 0;
    return Optional.of(event);
  }

  private static TrainingProgressed.Measured together(
      Looked looked, List<SplitMeasurement> measurements) {
    var names = looked.metrics();
    var values = new ArrayList<float[]>();
    for (int metric = 0; metric < names.size(); metric++) {
      var curve = new float[measurements.size()];
      for (int i = 0; i < curve.length; i++) {
        curve[i] = measurements.get(i).values()[metric];
      }
      values.add(curve);
    }
    var iterations = measurements.stream().map(SplitMeasurement::iteration).toList();
    return new TrainingProgressed.Measured(
        looked.trial(), names, iterations, PackedCurves.of(values));
  }
}
