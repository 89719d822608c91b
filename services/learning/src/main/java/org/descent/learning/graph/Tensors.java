package org.descent.learning.graph;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.descent.contracts.data.Examples;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Copies between Java arrays and tensors; whoever calls {@code of} closes the tensor. */
public final class Tensors {
  /** About how many features are copied at a time. */
  private static final int BLOCK = 1 << 16;

  private Tensors() {}

  public static TFloat32 of(float[] values, long... shape) {
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values, true, false));
  }

  /** The features of {@code examples}, [examples, features]; not held in float32 beside that. */
  public static TFloat32 rows(Examples examples) {
    return rows(examples, block -> block);
  }

  /**
   * The same with the features of each example in another order.
   *
   * @param order for each place of a row, that of its feature in an example
   */
  public static TFloat32 rows(Examples examples, int[] order) {
    if (Arrays.equals(order, IntStream.range(0, order.length).toArray())) {
      return rows(examples);
    }
    var rows = new float[block(examples) * order.length];
    return rows(
        examples,
        block -> {
          for (int row = 0; row < rows.length; row += order.length) {
            for (int k = 0; k < order.length; k++) {
              rows[row + k] = block[row + order[k]];
            }
          }
          return rows;
        });
  }

  /**
   * @param change makes of the features of a block those that go into the tensor
   */
  private static TFloat32 rows(Examples examples, UnaryOperator<float[]> change) {
    var held = examples.held();
    var block = new float[block(examples) * examples.width()];
    return TFloat32.tensorOf(
        Shape.of(examples.count(), examples.width()),
        tensor -> {
          var floats = tensor.asRawTensor().data().asFloats();
          for (int from = 0, some; from < held.length(); from += some) {
            some = Math.min(block.length, held.length() - from);
            held.get(from, block, 0, some);
            floats.offset(from).write(change.apply(block), 0, some);
          }
        });
  }

  /** Number of examples that are copied at a time. */
  private static int block(Examples examples) {
    return Math.min(examples.count(), Math.max(1, BLOCK / examples.width()));
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

  /** A tensor of whose elements nobody asks: its memory is not touched, however large it is. */
  public static Tensor unread(Field field) {
    return switch (field.type()) {
      case DT_FLOAT -> TFloat32.tensorOf(field.shape());
      case DT_INT32 -> TInt32.tensorOf(field.shape());
      case DT_BOOL -> TBool.tensorOf(field.shape());
      default -> throw new IllegalArgumentException(field.name() + ": " + field.type());
    };
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

  /**
   * The float32 tensor of a field whose first rows are those of another one, which differs in their
   * number alone. Zeros follow.
   *
   * @param rows of {@code from}
   */
  public static Tensor of(Field field, Tensor from, List<Integer> rows) {
    return TFloat32.tensorOf(
        field.shape(),
        tensor -> {
          var source = from.asRawTensor().data().asFloats();
          var target = tensor.asRawTensor().data().asFloats();
          int row = rowSize(from);
          for (int i = 0; i < rows.size(); i++) {
            source.slice((long) rows.get(i) * row, row).copyTo(target.offset((long) i * row), row);
          }
          int copied = rows.size() * row;
          target.offset(copied).write(new float[field.size() - copied]);
        });
  }

  private static int rowSize(Tensor tensor) {
    return Math.toIntExact(tensor.shape().size() / tensor.shape().get(0));
  }

  /** One row of a float32 tensor: elements at a place of its first axis. */
  public static float[] row(Tensor tensor, int row) {
    var floats = new float[rowSize(tensor)];
    tensor.asRawTensor().data().asFloats().offset((long) row * floats.length).read(floats);
    return floats;
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
