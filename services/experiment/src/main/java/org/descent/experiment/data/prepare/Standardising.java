package org.descent.experiment.data.prepare;

import java.util.LinkedHashMap;
import java.util.List;
import org.descent.contracts.spec.PreparationSpec;

/** Features of mean 0 and standard deviation 1. */
final class Standardising implements Step<PreparationSpec.Standardise> {
  @Override
  public Class<PreparationSpec.Standardise> spec() {
    return PreparationSpec.Standardise.class;
  }

  @Override
  public Made of(PreparationSpec.Standardise spec, Rows rows) {
    var groups = Groups.of("standardise", spec.each(), rows);
    var range = groups.range();
    boolean[] constant = groups.constant(range, spec.constant());
    double[] mean = groups.mean();
    double[] deviation = groups.deviation(mean);
    double[] least = range.least();
    double[] unit = deviation.clone();
    for (int group = 0; group < unit.length; group++) {
      if (constant[group]) {
        mean[group] = least[group]; // exactly, whatever its sum was rounded to
        deviation[group] = 0;
        unit[group] = 1;
      }
    }
    var found = new LinkedHashMap<String, List<Double>>();
    found.put("mean", Groups.list(mean));
    found.put("deviation", Groups.list(deviation));
    return new Made(groups.changed(mean, unit, 0), found);
  }
}
