package org.descent.learning.instrument;

import java.util.List;
import java.util.function.Function;
import org.descent.contracts.spec.InstrumentSpec;
import org.descent.contracts.spec.ParameterLayout;

/**
 * How elements are distributed, of which there is one for each parameter.
 *
 * @param layers whether also those of each layer
 */
record Distribution(InstrumentSpec spec, boolean layers, Function<View, double[]> elements)
    implements Instrument {
  private static final Quantiles QUANTILES =
      new Quantiles(InstrumentSpec.WeightQuantiles.HUNDREDTHS);

  static Instrument ofWeights(InstrumentSpec.WeightQuantiles spec) {
    return new Distribution(spec, spec.layers(), view -> Vectors.doubles(view.weights()));
  }

  static Instrument ofGradient(InstrumentSpec.GradientQuantiles spec) {
    return new Distribution(spec, spec.layers(), View::gradient);
  }

  static Instrument ofUpdate(InstrumentSpec.UpdateQuantiles spec) {
    return new Distribution(spec, spec.layers(), View::update);
  }

  @Override
  public List<String> curves(ParameterLayout layout) {
    return Parts.curves(spec.curves(), layers, layout);
  }

  @Override
  public double[] read(View view) {
    return QUANTILES.of(elements.apply(view), layers, view.layout());
  }
}
