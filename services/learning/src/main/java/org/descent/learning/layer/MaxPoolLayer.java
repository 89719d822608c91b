package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.MaxPool;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** The largest element of each window: of equal ones the first, row by row, has the derivative. */
final class MaxPoolLayer extends PoolingLayer {
  MaxPoolLayer(MaxPool spec, Place place) {
    super(place, Form.of(spec.out(place.in().shape())), spec.window(), spec.stride());
  }

  @Override
  Output<?> pooled(Xla xla, List<Output<?>> elements) {
    Output<?> largest = elements.get(0);
    for (var element : elements.subList(1, elements.size())) {
      largest = xla.maximum(largest, element);
    }
    return largest;
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var tf = pass.tf();
    return tf.nn.maxPool(
        input, tf.constant(ints(sizes())), tf.constant(ints(strides())), NO_PADDING);
  }

  private static int[] ints(List<Long> values) {
    return values.stream().mapToInt(Long::intValue).toArray();
  }
}
