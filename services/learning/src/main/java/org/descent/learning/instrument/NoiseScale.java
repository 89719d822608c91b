package org.descent.learning.instrument;

import org.descent.contracts.spec.InstrumentSpec;

/**
 * How much the gradients of single examples scatter beside how long their mean is, each example
 * looked at by itself. With n examples, g of each and G their mean:
 *
 * <ul>
 *   <li>the simple noise scale tr Σ / |G|² of McCandlish et al. 2018, both estimated without bias:
 *       tr Σ = Σ |g - G|² / (n - 1), and |G|² less tr Σ / n; NaN where that is not above 0
 *   <li>the gradient diversity Σ |g|² / |Σ g|² of Yin et al. 2018
 * </ul>
 */
record NoiseScale(InstrumentSpec.NoiseScale spec) implements Instrument {
  @Override
  public double[] read(View view) {
    double n = view.loss().examples();
    double each = view.loss().meanSquare(view.weights());
    double together = Vectors.dot(view.gradient(), view.gradient());
    double trace = (each - together) * n / (n - 1);
    double length = together - trace / n;
    return new double[] {length > 0 ? trace / length : Double.NaN, each / (n * together)};
  }
}
