package org.descent.learning.instrument;

import java.util.Arrays;
import java.util.List;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/** How far an update goes, and which part that is of how far the weights are from zero. */
record UpdateNorm(InstrumentSpec.UpdateNorm spec) implements Instrument {
  @Override
  public List<String> curves(ParameterLayout layout) {
    return spec.curves().stream().flatMap(name -> norms(name).curves(layout).stream()).toList();
  }

  private Norms norms(String name) {
    return new Norms(name, spec.layers());
  }

  @Override
  public double[] read(View view) {
    var norms = norms(spec.word());
    var far = norms.of(view.layout(), view.update());
    var from = norms.of(view.layout(), Vectors.doubles(view.weights()));
    var both = Arrays.copyOf(far, 2 * far.length);
    for (int i = 0; i < far.length; i++) {
      both[far.length + i] = far[i] / from[i];
    }
    return both;
  }
}
