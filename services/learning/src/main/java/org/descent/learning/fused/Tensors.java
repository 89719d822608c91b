package org.descent.learning.fused;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Copies between Java arrays and tensors; whoever calls {@code of} closes the tensor. */
final class Tensors {
  private Tensors() {}

  /** The tensor of a field, from a float[], int[] or boolean[] of its elements, row-major. */
  static Tensor of(Field field, Object elements) {
    if (elements instanceof float[] floats) {
      return TFloat32.tensorOf(field.shape(), DataBuffers.of(floats, true, false));
    }
    if (elements instanceof int[] ints) {
      return TInt32.tensorOf(field.shape(), DataBuffers.of(ints, true, false));
    }
    if (elements instanceof boolean[] booleans) {
      return TBool.tensorOf(field.shape(), DataBuffers.of(booleans, true, false));
    }
    throw new IllegalArgumentException(field.name() + ": no tensor of " + elements);
  }

  /** A tensor of zeros. */
  static Tensor zeros(Field field) {
    return switch (field.type()) {
      case DT_FLOAT -> of(field, new float[field.size()]);
      case DT_INT32 -> of(field, new int[field.size()]);
      case DT_BOOL -> of(field, new boolean[field.size()]);
      default -> throw new IllegalArgumentException(field.name() + ": " + field.type());
    };
  }

  /** The elements of a float32 tensor, row-major. */
  static float[] floats(Tensor tensor) {
    var floats = new float[Math.toIntExact(tensor.shape().size())];
    tensor.asRawTensor().data().asFloats().read(floats);
    return floats;
  }

  /** The elements of an int32 tensor, row-major. */
  static int[] ints(Tensor tensor) {
    var ints = new int[Math.toIntExact(tensor.shape().size())];
    tensor.asRawTensor().data().asInts().read(ints);
    return ints;
  }
}
