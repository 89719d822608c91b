package org.descent.learning.optimiser;

import java.util.List;
import org.descent.learning.graph.Sums;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/** For all trials at once: arrays are [trials, rows, columns], numbers [trials, 1, 1]. */
record StackedCalculus(Xla xla) implements Calculus<Output<?>> {
  @Override
  public Output<?> constant(double value) {
    return xla.constant((float) value);
  }

  @Override
  public Output<?> add(Output<?> a, Output<?> b) {
    return xla.add(a, b);
  }

  @Override
  public Output<?> subtract(Output<?> a, Output<?> b) {
    return xla.subtract(a, b);
  }

  @Override
  public Output<?> multiply(Output<?> a, Output<?> b) {
    return xla.multiply(a, b);
  }

  @Override
  public Output<?> divide(Output<?> a, Output<?> b) {
    return xla.divide(a, b);
  }

  @Override
  public Output<?> squareRoot(Output<?> a) {
    return xla.squareRoot(a);
  }

  @Override
  public Output<?> minimum(Output<?> a, Output<?> b) {
    return xla.minimum(a, b);
  }

  @Override
  public Output<?> maximum(Output<?> a, Output<?> b) {
    return xla.maximum(a, b);
  }

  @Override
  public Output<?> sign(Output<?> a) {
    return xla.sign(a);
  }

  @Override
  public Output<?> bySign(Output<?> number, Output<?> above, Output<?> below, Output<?> otherwise) {
    var zero = xla.constant(0f);
    var notAbove = xla.select(xla.less(number, zero), below, otherwise);
    return xla.select(xla.less(zero, number), above, notAbove);
  }

  @Override
  public Output<?> product(Output<?> a, Output<?> b) {
    return xla.product(a, b);
  }

  @Override
  public Output<?> rowsProduct(Output<?> a) {
    return xla.productTransposed(a, a);
  }

  @Override
  public Output<?> columnsProduct(Output<?> a) {
    return xla.transposedProduct(a, a);
  }

  @Override
  public Output<?> norm(List<Output<?>> arrays) {
    var squares =
        xla.apart()
            .compute(
                arrays,
                List.of(),
                (x, given) -> {
                  Output<?> sum = null;
                  for (var array : given) {
                    var flat = x.reshape(array, Xla.length(array, 0), 1, -1);
                    var own = Sums.last(x, x.multiply(flat, flat));
                    sum = sum == null ? own : x.add(sum, own);
                  }
                  return List.of(sum);
                });
    return xla.squareRoot(squares.get(0));
  }
}
