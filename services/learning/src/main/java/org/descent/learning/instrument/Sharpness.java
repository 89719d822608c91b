package org.descent.learning.instrument;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
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
    var found = DoubleStream.of(largest(view, view::product, view.gradient()));
    if (!spec.layers()) {
      return found.toArray();
    }
    int length = view.weights().length;
    var each =
        Parts.blocks(view.layout()).stream()
            .flatMapToDouble(
                block ->
                    DoubleStream.of(
                        largest(
                            view, block.of(view::product, length), block.part(view.gradient()))));
    return DoubleStream.concat(found, each).toArray();
  }

  private double[] largest(View view, UnaryOperator<double[]> product, double[] gradient) {
    return Lanczos.ofHessian(product, gradient, view.random())
        .largest(spec.largest(), spec.tolerance());
  }
}
