package org.descent.learning.layer;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.WindowAxis;
import org.descent.learning.activation.ActivationFunction;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * activation(x ⋆ K + b) with a kernel that slides as one likes: by strides, over padding, dilated,
 * in groups. A matrix product over patches in stacked programs; its derivative is a derived one.
 */
final class SlidingConvLayer implements Layer {
  private static final String NO_PADDING = "VALID";

  /** As many places as there are elements by stride, zeros halved over both sides. */
  private static final String SAME = "SAME";

  private final Place place;
  private final LayerSpec.Conv2d spec;
  private final Windows windows;
  private final int groups;

  /** Of a group. */
  private final int channels;

  private final int filters;

  SlidingConvLayer(LayerSpec.Conv2d spec, Place place) {
    this(spec, new Windows(spec.rows(place.in().shape()), spec.columns(place.in().shape())), place);
  }

  /**
   * @param windows where kernels are put
   */
  SlidingConvLayer(LayerSpec.Conv2d spec, Windows windows, Place place) {
    this.place = place;
    this.spec = spec;
    this.windows = windows;
    this.groups = spec.slides().groups();
    this.channels = place.in().axis(2) / groups;
    this.filters = spec.filters() / groups;
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Form out() {
    return Form.of(List.of(windows.rows().out(), windows.columns().out(), spec.filters()));
  }

  /** Rows of kernels are ordered by channel, kernel row and column. */
  @Override
  public List<ProgramArray> arrays() {
    var rows = new int[window() * channels];
    for (int k = 0; k < rows.length; k++) {
      rows[k] = k % window() * channels + k / window();
    }
    return ProgramArray.affine(place, rows, spec.filters(), spec.unbiased());
  }

  private String weights() {
    return place.parameter("weights");
  }

  private String biases() {
    return place.parameter("biases");
  }

  /** Elements of a window. */
  private int window() {
    return spec.kernelHeight() * spec.kernelWidth();
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    var kernels = pass.field(weights());
    var shape = out().stacked(Xla.length(kernels, 0), Xla.length(input, -1));
    var z = product(xla, kernels, patches(xla, input));
    if (!spec.unbiased()) {
      z = xla.add(z, pass.field(biases()));
    }
    return pass.activated(place.name(), xla.reshape(z, shape));
  }

  /** Of each group, [trials, rows of kernels, places · examples]. */
  private List<Output<?>> patches(Xla xla, Output<?> input) {
    int trials = Xla.length(input, 0);
    int columns = windows.rows().out() * windows.columns().out() * Xla.length(input, -1);
    var elements = new ArrayList<Output<?>>();
    for (var element : windows.elements(xla, windows.padded(xla, input))) {
      elements.add(xla.reshape(element, trials, groups * channels, 1, columns));
    }
    var all = xla.concatenated(elements, 2);
    var each = new ArrayList<Output<?>>();
    for (int group = 0; group < groups; group++) {
      var start = new int[] {0, group * channels, 0, 0};
      var own = xla.slice(all, start, new int[] {trials, channels, window(), columns});
      each.add(xla.reshape(own, trials, channels * window(), columns));
    }
    return each;
  }

  /** [trials, filters, places · examples]. */
  private Output<?> product(Xla xla, Output<?> kernels, List<Output<?>> patches) {
    var products = new ArrayList<Output<?>>();
    for (int group = 0; group < groups; group++) {
      var size = Xla.dimensions(kernels.shape());
      size[1] = filters;
      var own = xla.slice(kernels, new int[] {0, group * filters, 0}, size);
      products.add(xla.product(own, patches.get(group)));
    }
    return xla.concatenated(products, 1);
  }

  /**
   * Zeros are written around the input where TensorFlow's own padding, which copies nothing, puts
   * others.
   */
  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var tf = pass.tf();
    var rows = windows.rows();
    var columns = windows.columns();
    boolean same = same(rows) && same(columns);
    var padded = same ? input : padded(tf, input);
    var kernels = dilated(tf, pass.array(weights()));
    var products = new ArrayList<Operand<TFloat32>>();
    for (int group = 0; group < groups; group++) {
      products.add(
          tf.nn.conv2d(
              part(pass, padded, group, channels),
              part(pass, kernels, group, filters),
              List.of(1L, (long) rows.stride(), (long) columns.stride(), 1L),
              same ? SAME : NO_PADDING));
    }
    Operand<TFloat32> z = groups == 1 ? products.get(0) : tf.concat(products, tf.constant(3));
    if (!spec.unbiased()) {
      z = tf.nn.biasAdd(z, pass.array(biases()));
    }
    return ActivationFunction.of(spec.activation()).single(tf, z);
  }

  /** Whether that is where TensorFlow puts windows by itself. */
  private static boolean same(WindowAxis axis) {
    int out = (axis.in() + axis.stride() - 1) / axis.stride();
    return axis.out() == out && axis.before() == axis.zeros() / 2;
  }

  private Operand<TFloat32> padded(Ops tf, Operand<TFloat32> input) {
    var rows = windows.rows();
    var columns = windows.columns();
    if (rows.zeros() == 0 && columns.zeros() == 0) {
      return input;
    }
    int[][] zeros = {{0, 0}, around(rows), around(columns), {0, 0}};
    return tf.pad(input, tf.constant(zeros), tf.constant(0f));
  }

  /**
   * Kernels with the zeros written out that dilation puts between their elements: the gradient that
   * TensorFlow has for Java forgets dilations.
   */
  private Operand<TFloat32> dilated(Ops tf, Operand<TFloat32> weights) {
    int height = spec.kernelHeight();
    int width = spec.kernelWidth();
    int down = windows.rows().dilation();
    int across = windows.columns().dilation();
    if (down == 1 && across == 1) {
      var whole =
          new int[] {height, width, channels, spec.filters()}; // over time there is no width
      return tf.reshape(weights, tf.constant(whole));
    }
    int each = channels * spec.filters();
    var apart = tf.reshape(weights, tf.constant(new int[] {height, 1, width, 1, each}));
    int[][] zeros = {{0, 0}, {0, down - 1}, {0, 0}, {0, across - 1}, {0, 0}};
    var spread = tf.pad(apart, tf.constant(zeros), tf.constant(0f));
    int[] joined = {height * down, width * across, channels, spec.filters()};
    int[] used = {(height - 1) * down + 1, (width - 1) * across + 1, -1, -1};
    var start = tf.constant(new int[4]);
    return tf.slice(tf.reshape(spread, tf.constant(joined)), start, tf.constant(used));
  }

  private static int[] around(WindowAxis axis) {
    return new int[] {axis.before(), axis.zeros() - axis.before()};
  }

  /** A group's part of the last of four axes. */
  private Operand<TFloat32> part(SinglePass pass, Operand<TFloat32> a, int group, int length) {
    var tf = pass.tf();
    var start = tf.constant(new int[] {0, 0, 0, group * length});
    return groups == 1 ? a : tf.slice(a, start, tf.constant(new int[] {-1, -1, -1, length}));
  }

  @Override
  public Work work() {
    long rows = (long) window() * channels * groups;
    long places = (long) windows.rows().out() * windows.columns().out();
    double multiplications = (double) window() * channels * out().size();
    return new Work(multiplications, multiplications, 0, 0, 2 * rows * places, true);
  }
}
