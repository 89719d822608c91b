package org.descent.learning.graph;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;

/**
 * The operations that programs are written with. All of them have static shapes and a lowering to
 * XLA; operands broadcast as in NumPy.
 */
public final class Xla {
  /** Of a float32. */
  private static final int MANTISSA_BITS = 23;

  private final Ops tf;

  public Xla(Ops tf) {
    this.tf = tf;
  }

  /** A static shape's lengths, as operations want them. */
  public static int[] dimensions(Shape shape) {
    return Arrays.stream(shape.asArray()).mapToInt(Math::toIntExact).toArray();
  }

  public Output<?> placeholder(Field field) {
    return operation(
        "Placeholder", b -> b.setAttr("dtype", field.type()).setAttr("shape", field.shape()));
  }

  public Output<?> constant(float value) {
    return tf.constant(value).asOutput();
  }

  public Output<?> constant(int... values) {
    return tf.constant(values).asOutput();
  }

  public Output<?> scalar(int value) {
    return tf.constant(value).asOutput();
  }

  /** {@code values} as [1, n, 1]. */
  public Output<?> column(float... values) {
    return reshape(tf.constant(values).asOutput(), 1, values.length, 1);
  }

  public Output<?> zeros(int... shape) {
    return plain("Fill", constant(shape), constant(0f));
  }

  public Output<?> add(Output<?> a, Output<?> b) {
    return plain("AddV2", a, b);
  }

  public Output<?> subtract(Output<?> a, Output<?> b) {
    return plain("Sub", a, b);
  }

  public Output<?> multiply(Output<?> a, Output<?> b) {
    return plain("Mul", a, b);
  }

  public Output<?> divide(Output<?> a, Output<?> b) {
    return plain("RealDiv", a, b);
  }

  public Output<?> minimum(Output<?> a, Output<?> b) {
    return plain("Minimum", a, b);
  }

  public Output<?> negative(Output<?> a) {
    return plain("Neg", a);
  }

  public Output<?> absolute(Output<?> a) {
    return plain("Abs", a);
  }

  public Output<?> squareRoot(Output<?> a) {
    return plain("Sqrt", a);
  }

  /** 2^n, where n is the integer in the lowest bits of {@code a}, from -126 to 127; 0 for -127. */
  public Output<?> powerOf2(Output<?> a) {
    var exponent = plain("LeftShift", bits(a), scalar(MANTISSA_BITS));
    var bits = add(exponent, scalar(Float.floatToIntBits(1f)));
    return operation("Bitcast", b -> b.setAttr("type", DataType.DT_FLOAT), bits);
  }

  /** What the bits of {@code a} are above those of {@code base}: an integer, as float32. */
  public Output<?> bitsAbove(Output<?> a, float base) {
    return cast(subtract(bits(a), scalar(Float.floatToIntBits(base))), DataType.DT_FLOAT);
  }

  /** The integer k for which a / 2^k is from {@code least} to below twice that; a is above 0. */
  public Output<?> exponent(Output<?> a, float least) {
    var above = subtract(bits(a), scalar(Float.floatToIntBits(least)));
    return cast(plain("RightShift", above, scalar(MANTISSA_BITS)), DataType.DT_FLOAT);
  }

  private Output<?> bits(Output<?> a) {
    return operation("Bitcast", b -> b.setAttr("type", DataType.DT_INT32), a);
  }

  public Output<?> less(Output<?> a, Output<?> b) {
    return plain("Less", a, b);
  }

  public Output<?> lessOrEqual(Output<?> a, Output<?> b) {
    return plain("LessEqual", a, b);
  }

  public Output<?> greaterOrEqual(Output<?> a, Output<?> b) {
    return plain("GreaterEqual", a, b);
  }

  public Output<?> equal(Output<?> a, Output<?> b) {
    return plain("Equal", a, b);
  }

  public Output<?> finite(Output<?> a) {
    return plain("IsFinite", a);
  }

  public Output<?> and(Output<?> a, Output<?> b) {
    return plain("LogicalAnd", a, b);
  }

  /** Element by element, {@code a} where {@code condition} holds, else {@code b}. */
  public Output<?> select(Output<?> condition, Output<?> a, Output<?> b) {
    return plain("SelectV2", condition, a, b);
  }

  public Output<?> cast(Output<?> a, DataType type) {
    return operation("Cast", b -> b.setAttr("DstT", type), a);
  }

  /** a·b for every trial; an operand whose first axis is 1 is shared by all. */
  public Output<?> product(Output<?> a, Output<?> b) {
    return product(a, false, b, false);
  }

  /** a·bᵀ for every trial. */
  public Output<?> productTransposed(Output<?> a, Output<?> b) {
    return product(a, false, b, true);
  }

  /** aᵀ·b for every trial. */
  public Output<?> transposedProduct(Output<?> a, Output<?> b) {
    return product(a, true, b, false);
  }

  private Output<?> product(Output<?> a, boolean transposeA, Output<?> b, boolean transposeB) {
    return operation(
        "BatchMatMulV2", o -> o.setAttr("adj_x", transposeA).setAttr("adj_y", transposeB), a, b);
  }

  /** Sums over {@code axes}, which stay with length 1. */
  public Output<?> sum(Output<?> a, int... axes) {
    return reduce("Sum", a, true, axes);
  }

  /** The largest element along {@code axis}, which stays with length 1. */
  public Output<?> largest(Output<?> a, int axis) {
    return reduce("Max", a, true, axis);
  }

  /** The smallest element along {@code axis}, which stays with length 1. */
  public Output<?> smallest(Output<?> a, int axis) {
    return reduce("Min", a, true, axis);
  }

  /** Whether any element of a vector holds. */
  public Output<?> any(Output<?> a) {
    return reduce("Any", a, false, 0);
  }

  private Output<?> reduce(String type, Output<?> a, boolean keep, int... axes) {
    return operation(type, b -> b.setAttr("keep_dims", keep), a, constant(axes));
  }

  public Output<?> reshape(Output<?> a, int... shape) {
    return plain("Reshape", a, constant(shape));
  }

  /** Swaps the last two of three axes. */
  public Output<?> transpose(Output<?> a) {
    return plain("Transpose", a, constant(0, 2, 1));
  }

  /** Reorders axes. */
  public Output<?> transpose(Output<?> a, int... axes) {
    return plain("Transpose", a, constant(axes));
  }

  /** The part of {@code a} of shape {@code size} that begins at {@code start}. */
  public Output<?> slice(Output<?> a, int[] start, int[] size) {
    return plain("Slice", a, constant(start), constant(size));
  }

  /** {@code buffer} with {@code part} written at {@code start}. */
  public Output<?> write(Output<?> buffer, Output<?> part, int... start) {
    return plain("XlaDynamicUpdateSlice", buffer, part, constant(start));
  }

  /** Rows of {@code a} by index. a: [rows, width], indices: [trials, n] → [trials, n, width]. */
  public Output<?> gather(Output<?> a, Output<?> indices) {
    return operation("GatherV2", b -> b.setAttr("batch_dims", 0L), a, indices, scalar(0));
  }

  /** Joins tensors of one shape along a new axis. */
  public Output<?> stack(List<Output<?>> parts, int axis) {
    var builder = tf.scope().opBuilder("Pack", "Pack");
    builder.addInputList(parts.toArray(Output<?>[]::new));
    return builder.setAttr("axis", (long) axis).build().output(0);
  }

  /** {@code buffer} with {@code part} written at {@code start}, an index per axis. */
  public Output<?> write(Output<?> buffer, Output<?> part, Output<?>... start) {
    return plain("XlaDynamicUpdateSlice", buffer, part, stack(List.of(start), 0));
  }

  /** The part of {@code a} of shape {@code size} at {@code start}, an index per axis. */
  public Output<?> read(Output<?> a, int[] size, Output<?>... start) {
    return plain("XlaDynamicSlice", a, stack(List.of(start), 0), constant(size));
  }

  /** The results, of some shapes, of one branch or the other; inputs and results are float32. */
  public List<Output<?>> choose(
      Output<?> condition,
      List<Output<?>> inputs,
      ConcreteFunction where,
      ConcreteFunction otherwise,
      List<Shape> shapes) {
    var node =
        tf.scope()
            .opBuilder("StatelessIf", "If")
            .addInput(condition)
            .addInputList(inputs.toArray(Output<?>[]::new))
            .setAttr("then_branch", where)
            .setAttr("else_branch", otherwise)
            .setAttr("Tcond", DataType.DT_BOOL)
            .setAttr("Tin", floats(inputs.size()))
            .setAttr("Tout", floats(shapes.size()))
            .setAttr("output_shapes", shapes.toArray(Shape[]::new))
            .build();
    return List.of(node.outputList(0, shapes.size()));
  }

  private static DataType[] floats(int count) {
    return Collections.nCopies(count, DataType.DT_FLOAT).toArray(DataType[]::new);
  }

  /** Calls a function that XLA compiles as a whole, or fails to. */
  public Operation compiledCall(
      ConcreteFunction function,
      List<Output<?>> inputs,
      List<DataType> inputTypes,
      List<DataType> outputTypes) {
    return tf.scope()
        .opBuilder("PartitionedCall", "Program")
        .addInputList(inputs.toArray(Output<?>[]::new))
        .setAttr("f", function)
        .setAttr("Tin", inputTypes.toArray(DataType[]::new))
        .setAttr("Tout", outputTypes.toArray(DataType[]::new))
        .setAttr("_XlaMustCompile", true)
        .build();
  }

  private Output<?> plain(String type, Output<?>... inputs) {
    return operation(type, UnaryOperator.identity(), inputs);
  }

  private Output<?> operation(
      String type, UnaryOperator<OperationBuilder> attributes, Output<?>... inputs) {
    var builder = tf.scope().opBuilder(type, type);
    for (var input : inputs) {
      builder.addInput(input);
    }
    return attributes.apply(builder).build().output(0);
  }
}
