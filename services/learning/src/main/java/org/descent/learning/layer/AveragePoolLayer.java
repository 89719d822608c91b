package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.AveragePool;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/** The mean of each window. */
final class AveragePoolLayer extends PoolingLayer {
  AveragePoolLayer(AveragePool spec, Place place) {
    super(place, Form.of(spec.out(place.in().shape())), spec.window(), spec.stride());
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
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    return pass.tf().nn.avgPool(input, sizes(), strides(), NO_PADDING);
  }
}
