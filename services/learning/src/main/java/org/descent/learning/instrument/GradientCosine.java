package org.descent.learning.instrument;

import org.descent.contracts.spec.InstrumentSpec;

/** The cosine of the angle between the gradient before an update and after it. */
record GradientCosine(InstrumentSpec.GradientCosine spec) implements Instrument {
  @Override
  public double[] read(View view) {
    var before = view.gradient();
    var after = view.loss().gradient(view.after());
    double lengths = Vectors.norm(before) * Vectors.norm(after);
    return new double[] {Vectors.dot(before, after) / lengths}; // NaN where there is no direction
  }
}
