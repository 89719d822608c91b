package org.descent.learning.layer;

import java.util.List;
import org.descent.contracts.spec.MaxPool;
import org.descent.learning.graph.Xla;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Relu;
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

  /** Of ReLUs it is the ReLU of the largest, which are fewer. */
  @Override
  Operand<TFloat32> pooled(Ops tf, Operand<TFloat32> images, List<Long> sizes, List<Long> strides) {
    if (images.op() instanceof GraphOperation relu && relu.type().equals(Relu.OP_NAME)) {
      return tf.nn.relu(largest(tf, relu.input(0).expect(TFloat32.class), sizes, strides));
    }
    return largest(tf, images, sizes, strides);
  }

  /**
   * By the operation that oneDNN knows; the second version, whose sizes are tensors, it does not.
   */
  private static Operand<TFloat32> largest(
      Ops tf, Operand<TFloat32> images, List<Long> sizes, List<Long> strides) {
    return tf.scope()
        .opBuilder("MaxPool", "MaxPool")
        .addInput(images.asOutput())
        .setAttr("ksize", longs(sizes))
        .setAttr("strides", longs(strides))
        .setAttr("padding", NO_PADDING)
        .build()
        .<TFloat32>output(0);
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }
}
