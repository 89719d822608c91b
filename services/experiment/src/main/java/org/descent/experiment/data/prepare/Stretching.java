package org.descent.experiment.data.prepare;

import java.util.LinkedHashMap;
import java.util.List;
import org.descent.contracts.spec.PreparationSpec;

/** Features between two numbers. */
final class Stretching implements Step<PreparationSpec.MinMax> {
  @Override
  public Class<PreparationSpec.MinMax> spec() {
    return PreparationSpec.MinMax.class;
  }

  @Override
  public Made of(PreparationSpec.MinMax spec, Rows rows) {
    var groups = Groups.of("min-max", spec.each(), rows);
    var range = groups.range();
    boolean[] constant = groups.constant(range, spec.constant());
    double[] least = range.least();
    double[] greatest = range.greatest();
    var unit = new double[least.length];
    for (int group = 0; group < unit.length; group++) {
      unit[group] =
          constant[group] ? 1 : (greatest[group] - least[group]) / (spec.high() - spec.low());
    }
    var found = new LinkedHashMap<String, List<Double>>();
    found.put("least", Groups.list(least));
    found.put("greatest", Groups.list(greatest));
    return new Made(groups.changed(least, unit, spec.low()), found);
  }
}
