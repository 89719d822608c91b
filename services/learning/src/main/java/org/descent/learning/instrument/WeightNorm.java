package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/** How long the vector of all weights and biases is. */
record WeightNorm(InstrumentSpec.WeightNorm spec) implements Instrument {
  @Override
  public List<String> curves(ParameterLayout layout) {
    return norms().curves(layout);
  }

  @Override
  public double[] read(View view) {
    return norms().of(view.layout(), Vectors.doubles(view.weights()));
  }

  private Norms norms() {
    return new Norms(spec.word(), spec.layers());
  }
}
