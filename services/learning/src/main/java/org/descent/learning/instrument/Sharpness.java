package org.descent.learning.instrument;

import org.descent.contracts.spec.InstrumentSpec;

/** The largest eigenvalues of the Hessian. */
record Sharpness(InstrumentSpec.Sharpness spec) implements Instrument {
  @Override
  public double[] read(View view) {
    return Lanczos.ofHessian(view.loss(), view.weights(), view.gradient(), view.random())
        .largest(spec.largest(), spec.tolerance());
  }
}
