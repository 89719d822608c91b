package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.event.TrainingProgressed;

/** All that was measured of one trial now and then; what is measured together has one curve. */
final class MeasuredCurves {
  static final MeasuredCurves NONE = new MeasuredCurves();

  private final List<MeasuredCurve> curves = new ArrayList<>();

  /** Names of all metrics, in the order in which they appeared. */
  List<String> metrics() {
    return curves.stream().flatMap(curve -> curve.metrics().stream()).toList();
  }

  /** Where {@code metric} is. */
  Optional<MeasuredCurve> of(String metric) {
    return curves.stream().filter(curve -> curve.metrics().contains(metric)).findFirst();
  }

  /** All of it, as events have it. */
  List<TrainingProgressed.Measured> told(String trial) {
    return curves.stream().map(curve -> curve.told(trial)).toList();
  }

  /**
   * Takes in what is new in {@code measured}; whether something is.
   *
   * @throws IllegalArgumentException if some of its metrics were measured with others
   */
  boolean add(TrainingProgressed.Measured measured) {
    for (var curve : curves) {
      if (curve.metrics().equals(measured.metrics())) {
        return curve.add(measured);
      }
      if (curve.metrics().stream().anyMatch(measured.metrics()::contains)) {
        throw new IllegalArgumentException(
            measured.trial()
                + ": measurements of "
                + measured.metrics()
                + " beside "
                + curve.metrics());
      }
    }
    var curve = new MeasuredCurve(measured.metrics());
    boolean news = curve.add(measured);
    curves.add(curve);
    return news;
  }
}
