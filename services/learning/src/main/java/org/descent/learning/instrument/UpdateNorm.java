package org.descent.learning.instrument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/** How far an update goes, and which part that is of how far the weights are from zero. */
final class UpdateNorm implements Instrument {
  private final Norms updates;
  private final Norms ratios;

  UpdateNorm(InstrumentSpec.UpdateNorm spec) {
    this.updates = new Norms(spec.curves().get(0), spec.layers());
    this.ratios = new Norms(spec.curves().get(1), spec.layers());
  }

  @Override
  public List<String> curves(ParameterLayout layout) {
    var curves = new ArrayList<>(updates.curves(layout));
    curves.addAll(ratios.curves(layout));
    return curves;
  }

  @Override
  public double[] read(View view) {
    var before = view.weights();
    var after = view.after();
    var weights = new double[before.length];
    var change = new double[before.length];
    for (int i = 0; i < change.length; i++) {
      weights[i] = before[i];
      change[i] = (double) after[i] - before[i];
    }
    var far = updates.of(view.layout(), change);
    var from = ratios.of(view.layout(), weights);
    var both = Arrays.copyOf(far, 2 * far.length);
    for (int i = 0; i < far.length; i++) {
      both[far.length + i] = far[i] / from[i];
    }
    return both;
  }
}
