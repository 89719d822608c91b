package org.descent.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.learning.CurveSlice;

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
  private List<String> metrics = List.of();
  private int bytes;

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

  /** All there is. */
  Optional<TrainingProgressed> rest() {
    if (slices.isEmpty()) {
      return Optional.empty();
    }
    var event =
        new TrainingProgressed(cohort.cohort(), cohort.experiment(), metrics, slices, curves);
    slices.clear();
    curves.clear();
    bytes = 0;
    return Optional.of(event);
  }
}
