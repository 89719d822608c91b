package org.descent.learning.instrument;

import org.descent.contracts.spec.InstrumentSpec;

/** The cosines of the angles between the gradients over training and other examples. */
record SplitCosine(InstrumentSpec.SplitCosine spec) implements Instrument {
  @Override
  public double[] read(View view) {
    var own = view.gradient();
    return spec.on().stream()
        .mapToDouble(
            split -> {
              var other = view.loss(split).gradient(view.weights());
              return Vectors.dot(own, other) / (Vectors.norm(own) * Vectors.norm(other));
            })
        .toArray();
  }
}
