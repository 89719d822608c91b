package org.descent.control.rest;

import java.util.ArrayList;
import java.util.List;
import org.descent.experiment.results.Curves;
import org.descent.experiment.results.Curves.Point;

/**
 * A curve to look at: the points of {@code iterations} and {@code values} in pairs, as many as it
 * takes to draw it.
 *
 * @param metrics those that the trial has
 * @param length of the whole curve, in iterations
 * @param iterations ascending, from 1
 * @param values null where the metric is not a finite number
 */
public record CurveView(
    String experiment,
    String trial,
    String metric,
    List<String> metrics,
    int length,
    List<Integer> iterations,
    List<Float> values) {
  static CurveView of(
      String experiment, Curves curves, String trial, String metric, List<Point> points) {
    var iterations = new ArrayList<Integer>();
    var values = new ArrayList<Float>();
    for (var point : points) {
      iterations.add(point.iteration());
      values.add(Float.isFinite(point.value()) ? point.value() : null);
    }
    return new CurveView(
        experiment,
        trial,
        metric,
        curves.allMetrics(trial),
        curves.iterations(trial),
        iterations,
        values);
  }
}
