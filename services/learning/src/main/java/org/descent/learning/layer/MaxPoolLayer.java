package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.MaxPool;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The largest element of each window: of equal ones the first, row by row, has the derivative. */
final class MaxPoolLayer extends PoolingLayer {
  MaxPoolLayer(MaxPool spec, Place place) {
    super(spec, place, spec.window(), spec.stride());
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
  Operand<TFloat32> pooled(Ops tf, Operand<TFloat32> images, List<Long> sizes, List<Long> strides) {
    return tf.nn.maxPool(images, tf.constant(ints(sizes)), tf.constant(ints(strides)), NO_PADDING);
  }

  private static int[] ints(List<Long> values) {
    return values.stream().mapToInt(Long::intValue).toArray();
  }
}
