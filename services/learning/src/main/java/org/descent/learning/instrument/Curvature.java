package org.descent.learning.instrument;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The Hessian, or a block on its diagonal, by its products with vectors.
 *
 * @param part the elements of a vector of all parameters that such vectors have
 * @param size rows of it
 */
record Curvature(UnaryOperator<double[]> product, UnaryOperator<double[]> part, int size) {
  /** What {@code look} finds of the whole and, if {@code layers}, of each layer's block. */
  static double[] each(View view, boolean layers, Function<Curvature, double[]> look) {
    int length = view.weights().length;
    var whole = new Curvature(view::product, UnaryOperator.identity(), length);
    var blocks =
        layers
            ? Parts.blocks(view.layout()).stream()
                .map(b -> new Curvature(b.of(view::product, length), b::part, b.size()))
            : Stream.<Curvature>empty();
    return Stream.concat(Stream.of(whole), blocks)
        .flatMapToDouble(each -> DoubleStream.of(look.apply(each)))
        .toArray();
  }
}
