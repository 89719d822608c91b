package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/** How the elements of an update are distributed. */
record UpdateQuantiles(InstrumentSpec.UpdateQuantiles spec) implements Instrument {
  private static final Quantiles QUANTILES =
      new Quantiles(InstrumentSpec.WeightQuantiles.HUNDREDTHS);

  @Override
  public List<String> curves(ParameterLayout layout) {
    return Parts.curves(spec.curves(), spec.layers(), layout);
  }

  @Override
  public double[] read(View view) {
    return QUANTILES.of(view.update(), spec.layers(), view.layout());
  }
}
