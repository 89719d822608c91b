package org.descent.learning.instrument;

import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/**
 * The largest eigenvalues of the Hessian. Lanczos' method starts from the gradient, which lies
 * mostly along the sharpest directions (Gur-Ari, Roberts &amp; Dyer 2018), and a random vector,
 * which has a part in all of them.
 */
final class Sharpness implements Instrument {
  private final InstrumentSpec.Sharpness spec;

  Sharpness(InstrumentSpec.Sharpness spec) {
    this.spec = spec;
  }

  @Override
  public List<String> curves(ParameterLayout layout) {
    return spec.curves();
  }

  @Override
  public double[] read(View view) {
    var random = view.random();
    var start = Vectors.direction(view.weights().length, random);
    double length = Vectors.norm(view.gradient());
    if (length > 0 && Double.isFinite(length)) {
      Vectors.add(start, 1 / length, view.gradient());
    }
    var lanczos = new Lanczos(view::product, start, random);
    return lanczos.largest(spec.largest(), spec.tolerance());
  }
}
