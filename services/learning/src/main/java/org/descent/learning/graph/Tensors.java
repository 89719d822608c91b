package org.descent.learning.graph;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Copies between Java arrays and tensors; whoever calls {@code of} closes the tensor. */
public final class Tensors {
  private Tensors() {}

  public static TFloat32 of(float[] values, long... shape) {
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
  }

  public static TInt32 of(int[] values, long... shape) {
    return TInt32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
  }

  /** The tensor of a field, from a float[], int[] or boolean[] of its elements, row-major. */
  public static Tensor of(Field field, Object elements) {
    if (elements instanceof float[] floats) {
      return of(floats, field.shape().asArray());
    }
    if (elements instanceof int[] ints) {
      return of(ints, field.shape().asArray());
    }
    if (elements instanceof boolean[] booleans) {
      return TBool.tensorOf(field.shape(), DataBuffers.of(booleans, true, false));
    }
    throw new IllegalArgumentException(field.name() + ": no tensor of " + elements);
  }

  /** A tensor of zeros. */
  public static Tensor zeros(Field field) {
    return switch (field.type()) {
      case DT_FLOAT -> of(field, new float[field.size()]);
      case DT_INT32 -> of(field, new int[field.size()]);
      case DT_BOOL -> of(field, new boolean[field.size()]);
      default -> throw new IllegalArgumentException(field.name() + ": " + field.type());
    };
  }

  /** The elements of a float32 tensor, row-major. */
  public static float[] floats(Tensor tensor) {
    var floats = new float[Math.toIntExact(tensor.shape().size())];
    tensor.asRawTensor().data().asFloats().read(floats);
    return floats;
  }

  /** The elements of an int32 tensor, row-major. */
  public static int[] ints(Tensor tensor) {
    var ints = new int[Math.toIntExact(tensor.shape().size())];
    tensor.asRawTensor().data().asInts().read(ints);
    return ints;
  }
}
