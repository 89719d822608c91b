package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/** How long the gradient of the loss over all of the training split is. */
record GradientNorm(InstrumentSpec.GradientNorm spec) implements Instrument {
  @Override
  public List<String> curves(ParameterLayout layout) {
    return norms().curves(layout);
  }

  @Override
  public double[] read(View view) {
    return norms().of(view.layout(), view.gradient());
  }

  private Norms norms() {
    return new Norms(spec.word(), spec.layers());
  }
}
