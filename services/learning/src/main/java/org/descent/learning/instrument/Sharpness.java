package org.descent.learning.instrument;

import org.descent.contracts.spec.InstrumentSpec;

/**
 * The largest eigenvalues of the Hessian. Lanczos' method starts from the gradient, which lies
 * mostly along the sharpest directions (Gur-Ari, Roberts &amp; Dyer 2018), and a random vector,
 * which has a part in all of them.
 */
record Sharpness(InstrumentSpec.Sharpness spec) implements Instrument {
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
