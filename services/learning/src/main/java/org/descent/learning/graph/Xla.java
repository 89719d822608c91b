package org.descent.learning.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
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
 * XLA; operands broadcast as in NumPy. What is done is recorded, each operation with its
 * derivative, for {@link Gradients}.
 */
public final class Xla {
  /** Of a float32. */
  private static final int MANTISSA_BITS = 23;

  private static final Step.Pullback FLAT = Step.FLAT;

  private final Ops tf;
  private final Tape tape;
  private final boolean recording;
  private final boolean derivesAll;

  /** What all views of a program share. */
  private static final class Tape {
    private final List<Step> steps = new ArrayList<>();
    private final Set<Output<?>> kept = new LinkedHashSet<>();
    private final Map<Output<?>, Output<?>> transposed = new HashMap<>();
    private final Map<Output<?>, Factors> products = new HashMap<>();
    private Output<?> always;
  }

  /**
   * Of a product a·b or a·bᵀ.
   *
   * @param transposed whether it is bᵀ
   */
  private record Factors(Output<?> a, Output<?> b, boolean transposed) {}

  public Xla(Ops tf) {
    this(tf, new Tape(), true, false);
  }

  private Xla(Ops tf, Tape tape, boolean recording, boolean derivesAll) {
    this.tf = tf;
    this.tape = tape;
    this.recording = recording;
    this.derivesAll = derivesAll;
  }

  /**
   * The same, in a program where sums are computed apart.
   *
   * @param always see {@link Apart}
   */
  public static Xla inProgram(Ops tf, Output<?> always) {
    var xla = new Xla(tf);
    xla.tape.always = always;
    return xla;
  }

  /** The same program, of which nothing more is recorded. */
  public Xla silent() {
    return new Xla(tf, tape, false, derivesAll);
  }

  /** The same program with a record of its own: for a formula that is differentiated by itself. */
  public Xla afresh() {
    var own = new Tape();
    own.always = tape.always;
    return new Xla(tf, own, true, derivesAll);
  }

  /** The same program, of which everything is derived that could be: for comparison. */
  public Xla deriving() {
    return new Xla(tf, tape, recording, true);
  }

  /** Whether derivatives are not to be taken from where they are written down. */
  public boolean derivesAll() {
    return derivesAll;
  }

  List<Step> steps() {
    return List.copyOf(tape.steps);
  }

  /** Where sums are computed apart from the formulas around them. */
  public Apart apart() {
    return new Apart(silent(), tape.always);
  }

  /** Notes that {@code a} must last until all sums are taken, see {@link Apart#compute}. */
  public Output<?> keep(Output<?> a) {
    tape.kept.add(a);
    return a;
  }

  /** All that is to be kept, in the order in which it was said. */
  public Collection<Output<?>> kept() {
    return Collections.unmodifiableSet(tape.kept);
  }

  /** Notes that {@code rows} is {@code columns} with its last two of three axes swapped. */
  public void transposes(Output<?> columns, Output<?> rows) {
    tape.transposed.put(columns, rows);
  }

  /** What {@link #transposes} has said of {@code columns}. */
  public Optional<Output<?>> rows(Output<?> columns) {
    return Optional.ofNullable(tape.transposed.get(columns));
  }

  /**
   * Records as one operation what a formula makes of its operands, whatever it consists of: its
   * derivative is known and faster than one that would be derived.
   *
   * @param pullbacks for each operand, from the derivative by the result to that by the operand
   */
  public Output<?> formula(
      List<Output<?>> operands,
      Function<Xla, Output<?>> formula,
      List<UnaryOperator<Output<?>>> pullbacks) {
    return derivesAll
        ? formula.apply(this)
        : recorded(
            formula.apply(silent()),
            operands,
            pullbacks.stream().<Step.Pullback>map(p -> p::apply).toList());
  }

  /**
   * The same of one operand.
   *
   * @param pullback from the result and the derivative by it to the derivative by the operand
   */
  public Output<?> formula(
      Output<?> operand, Function<Xla, Output<?>> formula, BinaryOperator<Output<?>> pullback) {
    return derivesAll ? formula.apply(this) : primitive(operand, formula, pullback);
  }

  /** The same where nothing could be derived: a formula that works on bits. */
  Output<?> primitive(
      Output<?> operand, Function<Xla, Output<?>> formula, BinaryOperator<Output<?>> pullback) {
    var result = formula.apply(silent());
    return recorded(result, List.of(operand), List.of(g -> pullback.apply(result, g)));
  }

  /** {@code a}, which counts as a constant: no derivative goes through it. */
  public Output<?> constantly(Output<?> a) {
    return recorded(plain("Identity", a), List.of(a), List.of(FLAT));
  }

  private Output<?> recorded(
      Output<?> result, List<Output<?>> operands, List<Step.Pullback> pullbacks) {
    if (recording) {
      tape.steps.add(new Step(result, operands, pullbacks));
    }
    return result;
  }

  private Output<?> unary(String type, Output<?> a, Step.Pullback pullback) {
    return recorded(plain(type, a), List.of(a), List.of(pullback));
  }

  private Output<?> binary(
      String type, Output<?> a, Output<?> b, Step.Pullback first, Step.Pullback second) {
    return recorded(plain(type, a, b), List.of(a, b), List.of(first, second));
  }

  private Output<?> flat(Output<?> result, Output<?>... operands) {
    return recorded(result, List.of(operands), Collections.nCopies(operands.length, Step.FLAT));
  }

  /** An operation whose derivative nobody has needed yet; whoever comes across it hears so. */
  private Output<?> underived(String type, Output<?> result, Output<?>... operands) {
    Step.Pullback none =
        g -> {
          throw new IllegalStateException("there is no derivative of " + type);
        };
    return recorded(result, List.of(operands), Collections.nCopies(operands.length, none));
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
    return binary("AddV2", a, b, g -> g, g -> g);
  }

  public Output<?> subtract(Output<?> a, Output<?> b) {
    return binary("Sub", a, b, g -> g, this::negative);
  }

  public Output<?> multiply(Output<?> a, Output<?> b) {
    return binary("Mul", a, b, g -> multiply(g, b), g -> multiply(g, a));
  }

  public Output<?> divide(Output<?> a, Output<?> b) {
    return binary(
        "RealDiv", a, b, g -> divide(g, b), g -> negative(multiply(divide(g, b), divide(a, b))));
  }

  /** The smaller one; of equal ones the first has the derivative. */
  public Output<?> minimum(Output<?> a, Output<?> b) {
    var zero = constant(0f);
    return binary(
        "Minimum",
        a,
        b,
        g -> select(lessOrEqual(a, b), g, zero),
        g -> select(lessOrEqual(a, b), zero, g));
  }

  /** The larger one; of equal ones the first has the derivative. */
  public Output<?> maximum(Output<?> a, Output<?> b) {
    var zero = constant(0f);
    return binary(
        "Maximum",
        a,
        b,
        g -> select(greaterOrEqual(a, b), g, zero),
        g -> select(greaterOrEqual(a, b), zero, g));
  }

  public Output<?> negative(Output<?> a) {
    return unary("Neg", a, this::negative);
  }

  /** Of 0 the derivative is 0. */
  public Output<?> absolute(Output<?> a) {
    return unary("Abs", a, g -> multiply(g, sign(a)));
  }

  /** -1, 0 or 1. */
  public Output<?> sign(Output<?> a) {
    return flat(plain("Sign", a), a);
  }

  public Output<?> squareRoot(Output<?> a) {
    var root = plain("Sqrt", a);
    return recorded(root, List.of(a), List.of(g -> divide(g, add(root, root))));
  }

  /** 2^n, where n is the integer in the lowest bits of {@code a}, from -126 to 127; 0 for -127. */
  Output<?> powerOf2(Output<?> a) {
    var exponent = plain("LeftShift", bits(a), scalar(MANTISSA_BITS));
    var bits = plain("AddV2", exponent, scalar(Float.floatToIntBits(1f)));
    return operation("Bitcast", b -> b.setAttr("type", DataType.DT_FLOAT), bits);
  }

  /** What the bits of {@code a} are above those of {@code base}: an integer, as float32. */
  Output<?> bitsAbove(Output<?> a, float base) {
    return cast(plain("Sub", bits(a), scalar(Float.floatToIntBits(base))), DataType.DT_FLOAT);
  }

  /** The integer k for which a / 2^k is from {@code least} to below twice that; a is above 0. */
  Output<?> exponent(Output<?> a, float least) {
    var above = plain("Sub", bits(a), scalar(Float.floatToIntBits(least)));
    return cast(plain("RightShift", above, scalar(MANTISSA_BITS)), DataType.DT_FLOAT);
  }

  /** Of int32. */
  Output<?> xor(Output<?> a, Output<?> b) {
    return flat(plain("BitwiseXor", a, b), a, b);
  }

  /** Of int32, zeros coming in. */
  Output<?> shiftedRight(Output<?> a, int bits) {
    var signed = plain("RightShift", a, scalar(bits));
    return flat(plain("BitwiseAnd", signed, scalar(-1 >>> bits)), a);
  }

  private Output<?> bits(Output<?> a) {
    return operation("Bitcast", b -> b.setAttr("type", DataType.DT_INT32), a);
  }

  public Output<?> less(Output<?> a, Output<?> b) {
    return flat(plain("Less", a, b), a, b);
  }

  public Output<?> lessOrEqual(Output<?> a, Output<?> b) {
    return flat(plain("LessEqual", a, b), a, b);
  }

  public Output<?> greaterOrEqual(Output<?> a, Output<?> b) {
    return flat(plain("GreaterEqual", a, b), a, b);
  }

  public Output<?> equal(Output<?> a, Output<?> b) {
    return flat(plain("Equal", a, b), a, b);
  }

  public Output<?> infinite(Output<?> a) {
    return equal(absolute(a), constant(Float.POSITIVE_INFINITY));
  }

  public Output<?> finite(Output<?> a) {
    return flat(plain("IsFinite", a), a);
  }

  public Output<?> and(Output<?> a, Output<?> b) {
    return plain("LogicalAnd", a, b);
  }

  /**
   * {@code condition}, of which the compiler cannot know that it does not depend on {@code
   * earlier}: what it decides is done after that.
   *
   * @param earlier [trials, ·, ·]
   * @param condition [trials, 1, 1]
   */
  public Output<?> after(Output<?> earlier, Output<?> condition) {
    var element = slice(earlier, new int[3], dimensions(condition.shape()));
    return plain("LogicalOr", condition, and(condition, less(element, constant(0f))));
  }

  /** Element by element, {@code a} where {@code condition} holds, else {@code b}. */
  public Output<?> select(Output<?> condition, Output<?> a, Output<?> b) {
    var zero = constant(0f);
    return recorded(
        plain("SelectV2", condition, a, b),
        List.of(condition, a, b),
        List.of(FLAT, g -> select(condition, g, zero), g -> select(condition, zero, g)));
  }

  /** 1 where something holds, else 0. */
  public Output<?> number(Output<?> condition) {
    return cast(condition, DataType.DT_FLOAT);
  }

  /** Numbers of another type; no derivative goes through it. */
  private Output<?> cast(Output<?> a, DataType type) {
    return flat(operation("Cast", b -> b.setAttr("DstT", type), a), a);
  }

  /** a·b for every trial; an operand whose first axis is 1 is shared by all. */
  public Output<?> product(Output<?> a, Output<?> b) {
    return recorded(
        product(a, false, b, false),
        List.of(a, b),
        List.of(g -> timesTransposed(g, b), g -> back(a, g)));
  }

  /** a·bᵀ for every trial. */
  public Output<?> productTransposed(Output<?> a, Output<?> b) {
    return recorded(
        product(a, false, b, true),
        List.of(a, b),
        List.of(g -> product(g, b), g -> transposedProduct(g, a)));
  }

  /** aᵀ·b for every trial. */
  public Output<?> transposedProduct(Output<?> a, Output<?> b) {
    return recorded(
        product(a, true, b, false),
        List.of(a, b),
        List.of(g -> productTransposed(b, g), g -> product(a, g)));
  }

  /** a·bᵀ, where bᵀ may be there already. */
  private Output<?> timesTransposed(Output<?> a, Output<?> b) {
    var rows = rows(b);
    return rows.isPresent() ? product(a, rows.get()) : productTransposed(a, b);
  }

  private Output<?> product(Output<?> a, boolean transposeA, Output<?> b, boolean transposeB) {
    var product =
        operation(
            "BatchMatMulV2",
            o -> o.setAttr("adj_x", transposeA).setAttr("adj_y", transposeB),
            a,
            b);
    if (!transposeA) {
      tape.products.put(product, new Factors(a, b, transposeB));
    }
    return product;
  }

  /** Whether {@link #rowsOfProduct} can be asked for. */
  public boolean isProduct(Output<?> a) {
    return tape.products.containsKey(a);
  }

  /** Some rows of a product of three axes, as a product by itself. */
  public Output<?> rowsOfProduct(Output<?> product, int from, int rows) {
    var factors = tape.products.get(product);
    var size = dimensions(factors.a().shape());
    size[1] = rows;
    var a = slice(factors.a(), new int[] {0, from, 0}, size);
    return product(a, false, factors.b(), factors.transposed());
  }

  /** aᵀ·g. Where that is no sum it is cheaper to compute than to keep. */
  private Output<?> back(Output<?> a, Output<?> g) {
    var back = transposedProduct(a, g);
    return length(a, -2) > 1 && a.shape().numDimensions() == 3 ? keep(back) : back;
  }

  /** Length of an axis, from the end if it is negative. */
  public static int length(Output<?> a, int axis) {
    int count = a.shape().numDimensions();
    return Math.toIntExact(a.shape().get(axis < 0 ? count + axis : axis));
  }

  /** Sums over {@code axes}, which stay with length 1; only for formulas that are apart. */
  Output<?> sum(Output<?> a, int... axes) {
    return underived("Sum", reduce("Sum", a, true, axes), a);
  }

  /** The sum over {@code axis}, which stays with length 1, apart from the formulas around it. */
  public Output<?> total(Output<?> a, int axis) {
    return recorded(apart().sum(a, axis), List.of(a), List.of(g -> g));
  }

  /** The largest element along {@code axis}, which stays with length 1. */
  public Output<?> largest(Output<?> a, int axis) {
    return underived("Max", reduce("Max", a, true, axis), a);
  }

  /** The smallest element along {@code axis}, which stays with length 1. */
  public Output<?> smallest(Output<?> a, int axis) {
    return underived("Min", reduce("Min", a, true, axis), a);
  }

  /** Whether any element of a vector holds. */
  public Output<?> any(Output<?> a) {
    return reduce("Any", a, false, 0);
  }

  private Output<?> reduce(String type, Output<?> a, boolean keep, int... axes) {
    return operation(type, b -> b.setAttr("keep_dims", keep), a, constant(axes));
  }

  /**
   * A gradient in the shape of its operand: summed over the axes along which the operand was
   * broadcast, repeated along those over which it was summed.
   */
  Output<?> fitted(Output<?> gradient, Output<?> operand) {
    var shape = dimensions(operand.shape());
    var fitted = gradient;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] == 1 && length(fitted, axis) > 1) {
        fitted = total(fitted, axis);
      }
    }
    return fitted.shape().equals(operand.shape()) ? fitted : repeated(fitted, shape);
  }

  /** Repeats {@code a} along axes of length 1. */
  public Output<?> repeated(Output<?> a, int... shape) {
    return recorded(plain("BroadcastTo", a, constant(shape)), List.of(a), List.of(g -> g));
  }

  public Output<?> reshape(Output<?> a, int... shape) {
    if (Arrays.equals(shape, dimensions(a.shape()))) {
      return a; // of which it may be known what it transposes
    }
    return recorded(
        plain("Reshape", a, constant(shape)),
        List.of(a),
        List.of(g -> reshape(g, dimensions(a.shape()))));
  }

  /** Swaps the last two of three axes. */
  public Output<?> transpose(Output<?> a) {
    return transpose(a, 0, 2, 1);
  }

  /** Reorders axes. */
  public Output<?> transpose(Output<?> a, int... axes) {
    var back = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      back[axes[i]] = i;
    }
    return recorded(
        plain("Transpose", a, constant(axes)), List.of(a), List.of(g -> transpose(g, back)));
  }

  /** The part of {@code a} of shape {@code size} that begins at {@code start}. */
  public Output<?> slice(Output<?> a, int[] start, int[] size) {
    return recorded(
        plain("Slice", a, constant(start), constant(size)),
        List.of(a),
        List.of(g -> write(zeros(dimensions(a.shape())), g, start)));
  }

  /** {@code count} elements along {@code axis}, from {@code start} every {@code stride}-th. */
  public Output<?> every(Output<?> a, int axis, int start, int count, int stride) {
    var lengths = dimensions(a.shape());
    var from = new int[lengths.length];
    from[axis] = start;
    if (stride == 1) {
      var size = lengths.clone();
      size[axis] = count;
      return slice(a, from, size);
    }
    var to = lengths.clone();
    to[axis] = start + (count - 1) * stride + 1;
    var strides = new int[lengths.length];
    Arrays.fill(strides, 1);
    strides[axis] = stride;
    return recorded(
        plain("StridedSlice", a, constant(from), constant(to), constant(strides)),
        List.of(a),
        List.of(g -> write(zeros(lengths), spread(g, axis, stride), from)));
  }

  /** {@code a} with zeros between its elements along {@code axis}. */
  private Output<?> spread(Output<?> a, int axis, int stride) {
    var lengths = dimensions(a.shape());
    var narrow = Arrays.copyOf(lengths, lengths.length + 1);
    System.arraycopy(lengths, axis + 1, narrow, axis + 2, lengths.length - axis - 1);
    narrow[axis + 1] = 1;
    var wide = narrow.clone();
    wide[axis + 1] = stride;
    var apart = write(zeros(wide), reshape(a, narrow), new int[wide.length]);
    var joined = lengths.clone();
    joined[axis] *= stride;
    var used = lengths.clone();
    used[axis] = (lengths[axis] - 1) * stride + 1;
    return slice(reshape(apart, joined), new int[lengths.length], used);
  }

  /**
   * The states of something that goes through time, after each step: [steps, …].
   *
   * @param given at each time: [steps, …]
   * @param state the shape of a state; the first is zeros
   * @param shared what is the same at all times
   * @param backwards whether it goes from the last step to the first
   */
  public Output<?> scan(
      Output<?> given, int[] state, List<Output<?>> shared, boolean backwards, Scan.Next next) {
    if (derivesAll) {
      return Scan.writtenOut(this, given, state, shared, backwards, next);
    }
    var scan = new Scan(tf, given, state, shared, backwards, next);
    var operands = new ArrayList<Output<?>>(List.of(given));
    operands.addAll(shared);
    return recorded(scan.result(silent()), operands, scan.pullbacks());
  }

  /** Puts arrays one behind the other along {@code axis}. */
  public Output<?> concatenated(List<Output<?>> parts, int axis) {
    if (parts.size() == 1) { // TensorFlow's operation wants two
      return parts.get(0);
    }
    var builder = tf.scope().opBuilder("ConcatV2", "ConcatV2");
    builder.addInputList(parts.toArray(Output<?>[]::new));
    builder.addInput(scalar(axis));
    var pullbacks = new ArrayList<Step.Pullback>();
    int from = 0;
    for (var part : parts) {
      var start = new int[part.shape().numDimensions()];
      start[axis] = from;
      pullbacks.add(g -> slice(g, start, dimensions(part.shape())));
      from += length(part, axis);
    }
    return recorded(builder.build().output(0), parts, pullbacks);
  }

  /** {@code buffer} with {@code part} written at {@code start}. */
  public Output<?> write(Output<?> buffer, Output<?> part, int... start) {
    var size = dimensions(part.shape());
    return recorded(
        plain("XlaDynamicUpdateSlice", buffer, part, constant(start)),
        List.of(buffer, part),
        List.of(g -> write(g, zeros(size), start), g -> slice(g, start, size)));
  }

  /** Rows of {@code a} by index. a: [rows, width], indices: [trials, n] → [trials, n, width]. */
  public Output<?> gather(Output<?> a, Output<?> indices) {
    return underived(
        "GatherV2",
        operation("GatherV2", b -> b.setAttr("batch_dims", 0L), a, indices, scalar(0)),
        a);
  }

  /**
   * The second of three axes in another order.
   *
   * @param order for each place, where its element was
   */
  public Output<?> reordered(Output<?> a, int... order) {
    var back = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      back[order[i]] = i;
    }
    var reordered =
        operation("GatherV2", b -> b.setAttr("batch_dims", 0L), a, constant(order), scalar(1));
    return recorded(reordered, List.of(a), List.of(g -> reordered(g, back)));
  }

  /** Joins tensors of one shape along a new axis. */
  public Output<?> stack(List<Output<?>> parts, int axis) {
    var builder = tf.scope().opBuilder("Pack", "Pack");
    builder.addInputList(parts.toArray(Output<?>[]::new));
    var stacked = builder.setAttr("axis", (long) axis).build().output(0);
    return underived("Pack", stacked, parts.toArray(Output<?>[]::new));
  }

  /** {@code buffer} with {@code part} written at {@code start}, an index per axis. */
  public Output<?> write(Output<?> buffer, Output<?> part, Output<?>... start) {
    return underived(
        "XlaDynamicUpdateSlice",
        plain("XlaDynamicUpdateSlice", buffer, part, stack(List.of(start), 0)),
        buffer,
        part);
  }

  /** The part of {@code a} of shape {@code size} at {@code start}, an index per axis. */
  public Output<?> read(Output<?> a, int[] size, Output<?>... start) {
    return underived(
        "XlaDynamicSlice",
        plain("XlaDynamicSlice", a, stack(List.of(start), 0), constant(size)),
        a);
  }

  /** The results, of some shapes, of one branch or the other; inputs and results are float32. */
  List<Output<?>> choose(
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
