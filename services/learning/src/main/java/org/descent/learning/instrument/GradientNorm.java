package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/** How long the gradient of the loss over all of the training split is. */
final class GradientNorm implements Instrument {
  private final Norms norms;

  GradientNorm(InstrumentSpec.GradientNorm spec) {
    this.norms = new Norms(spec.word(), spec.layers());
  }

  @Override
  public List<String> curves(ParameterLayout layout) {
    return norms.curves(layout);
  }

  @Override
  public double[] read(View view) {
    return norms.of(view.layout(), view.gradient());
  }
}
