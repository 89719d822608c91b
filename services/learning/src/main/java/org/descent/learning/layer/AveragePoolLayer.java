package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.AveragePool;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The mean of each window. */
final class AveragePoolLayer extends PoolingLayer {
  AveragePoolLayer(AveragePool spec, Place place) {
    super(spec, place, spec.window(), spec.stride());
  }

  @Override
  Output<?> pooled(Xla xla, List<Output<?>> elements) {
    Output<?> sum = elements.get(0);
    for (var element : elements.subList(1, elements.size())) {
      sum = xla.add(sum, element);
    }
    return xla.multiply(sum, xla.constant(1f / elements.size()));
  }

  @Override
  Operand<TFloat32> pooled(Ops tf, Operand<TFloat32> images, List<Long> sizes, List<Long> strides) {
    return tf.nn.avgPool(images, sizes, strides, NO_PADDING);
  }
}
