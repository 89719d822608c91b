package org.descent.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.spec.Split;

/**
 * What was measured of whole splits at one iteration of a trial, or found by one of its
 * instruments, before its update.
 *
 * @param iteration from 1
 * @param metrics names, see {@link org.descent.contracts.event.TrainingProgressed.Measured}
 * @param values one for each of them
 */
public record SplitMeasurement(int iteration, List<String> metrics, float[] values) {
  public SplitMeasurement {
    metrics = List.copyOf(metrics);
  }

  /** The same of metrics by split. */
  public static SplitMeasurement of(int iteration, Map<Split, Metrics> splits) {
    var names = new ArrayList<String>();
    var points = new ArrayList<float[]>();
    splits.forEach(
        (split, metrics) -> {
          var heads = metrics.heads().stream().map(Metrics.Head::name).toList();
          Measurement.namesOf(heads).forEach(name -> names.add(split.word() + "." + name));
          points.add(Measurement.point(metrics));
        });
    var values = new float[names.size()];
    int at = 0;
    for (var point : points) {
      System.arraycopy(point, 0, values, at, point.length);
      at += point.length;
    }
    return new SplitMeasurement(iteration, names, values);
  }
}
