package org.descent.experiment.results;

import java.util.LinkedHashMap;
import org.descent.contracts.Floats;
import org.descent.contracts.event.Landscape;
import org.descent.experiment.results.ExperimentResult.LandscapeAxis;
import org.descent.experiment.results.ExperimentResult.LandscapeResult;
import org.descent.experiment.results.ExperimentResult.LossRange;

/** What is told of landscapes in results. */
final class LandscapeResults {
  private LandscapeResults() {}

  static LandscapeResult of(Landscape landscape) {
    var ranges = new LinkedHashMap<String, LossRange>();
    landscape.losses().forEach(each -> ranges.put(each.split(), range(each.values())));
    return new LandscapeResult(
        landscape.landscape(),
        landscape.axes().stream().map(LandscapeResults::axis).toList(),
        ranges);
  }

  private static LandscapeAxis axis(Landscape.Axis axis) {
    var places = axis.places();
    return new LandscapeAxis(
        places[0],
        places[places.length - 1],
        places.length,
        Double.isFinite(axis.strength()) ? axis.strength() : null);
  }

  private static LossRange range(byte[] values) {
    Double lowest = null;
    Double highest = null;
    for (float loss : Floats.fromBytes(values)) {
      if (Float.isFinite(loss)) {
        double value = Double.parseDouble(Float.toString(loss));
        lowest = lowest == null ? value : Math.min(lowest, value);
        highest = highest == null ? value : Math.max(highest, value);
      }
    }
    return new LossRange(lowest, highest);
  }
}
