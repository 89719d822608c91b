package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/** How long the vector of all weights and biases is. */
final class WeightNorm implements Instrument {
  private final Norms norms;

  WeightNorm(InstrumentSpec.WeightNorm spec) {
    this.norms = new Norms(spec.word(), spec.layers());
  }

  @Override
  public List<String> curves(ParameterLayout layout) {
    return norms.curves(layout);
  }

  @Override
  public double[] read(View view) {
    var weights = new double[view.weights().length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = view.weights()[i];
    }
    return norms.of(view.layout(), weights);
  }
}
