package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/** The largest eigenvalues of the Hessian, and of each layer's block on its diagonal. */
record Sharpness(InstrumentSpec.Sharpness spec) implements Instrument {
  @Override
  public List<String> curves(ParameterLayout layout) {
    return Parts.curves(spec.curves(), spec.layers(), layout);
  }

  @Override
  public double[] read(View view) {
    return Curvature.each(view, spec.layers(), hessian -> largest(view, hessian));
  }

  private double[] largest(View view, Curvature hessian) {
    return Lanczos.ofHessian(
            hessian.product(), hessian.part().apply(view.gradient()), view.random())
        .largest(spec.largest(), spec.tolerance());
  }
}
