package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/** The cosine of the angle between the gradient before an update and after it. */
final class GradientCosine implements Instrument {
  private final InstrumentSpec.GradientCosine spec;

  GradientCosine(InstrumentSpec.GradientCosine spec) {
    this.spec = spec;
  }

  @Override
  public List<String> curves(ParameterLayout layout) {
    return spec.curves();
  }

  @Override
  public double[] read(View view) {
    var before = view.gradient();
    var after = view.loss().gradient(view.after());
    double lengths = Vectors.norm(before) * Vectors.norm(after);
    return new double[] {Vectors.dot(before, after) / lengths}; // NaN where there is no direction
  }
}
