package org.descent.learning.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.descent.contracts.spec.LayerSpec;
import org.descent.learning.activation.ActivationFunction;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/**
 * activation(x ⋆ K + b), as a matrix product over patches in stacked programs, see {@link
 * Convolution}.
 */
final class Conv2dLayer implements Layer {
  private static final List<Long> STRIDES = List.of(1L, 1L, 1L, 1L);
  private static final String NO_PADDING = "VALID";

  private final Place place;
  private final LayerSpec.Conv2d spec;
  private final Convolution convolution;

  /** Of {@code spec}, however its kernel slides. */
  static Layer of(LayerSpec.Conv2d spec, Place place) {
    return spec.sliding() == null
        ? new Conv2dLayer(spec, place)
        : new SlidingConvLayer(spec, place);
  }

  Conv2dLayer(LayerSpec.Conv2d spec, Place place) {
    this(spec, place, block(spec, place));
  }

  /**
   * @param block see {@link Convolution}
   */
  Conv2dLayer(LayerSpec.Conv2d spec, Place place, int block) {
    this.place = place;
    this.spec = spec;
    this.convolution = Convolution.of(spec, place.in().shape()).cut(block);
  }

  /** Patches of examples that stay the same are made once: their number costs nothing. */
  private static int block(LayerSpec.Conv2d spec, Place place) {
    return place.first() && place.fixed()
        ? 1
        : Convolution.of(spec, place.in().shape()).bestBlock(place.batch());
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Form out() {
    return Form.of(spec.out(place.in().shape()));
  }

  @Override
  public List<ProgramArray> arrays() {
    return ProgramArray.affine(place, convolution.kernelRows(), spec.filters(), spec.unbiased());
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    var weights = pass.field(place.parameter("weights"));
    int examples = Xla.length(input, -1);
    var patches = new ArrayList<Output<?>>();
    var parameters = parameters(pass);
    var operands = new ArrayList<>(parameters);
    operands.add(input);
    var pullbacks = pullbacks(xla, patches);
    pullbacks.add(
        g -> {
          var step = step(xla);
          var back = xla.transposedProduct(step.shifted(weights), step.blocks(g));
          return step.backToImages(back, examples);
        });
    var z =
        xla.formula(
            operands,
            x -> {
              patches.add(step(x).patches(input));
              return convolved(x, parameters, patches.get(0), examples);
            },
            pullbacks);
    return pass.activated(place.name(), z);
  }

  @Override
  public Output<?> entered(StackedPass pass, Output<?> matrix) {
    int examples = Xla.length(matrix, -1) / convolution.patches(1);
    var parameters = parameters(pass);
    var z =
        pass.xla()
            .formula(
                parameters,
                x -> convolved(x, parameters, matrix, examples),
                pullbacks(pass.xla(), List.of(matrix)));
    return pass.activated(place.name(), z);
  }

  /** Weights, then biases if there are any. */
  private List<Output<?>> parameters(StackedPass pass) {
    return arrays().stream().<Output<?>>map(array -> pass.field(array.name())).toList();
  }

  /**
   * To the derivatives by weights and biases.
   *
   * @param patches one, which is there when derivatives are taken
   */
  private List<UnaryOperator<Output<?>>> pullbacks(Xla xla, List<Output<?>> patches) {
    var pullbacks = new ArrayList<UnaryOperator<Output<?>>>();
    pullbacks.add(g -> kernels(xla, g, patches.get(0)));
    if (!spec.unbiased()) {
      pullbacks.add(g -> byFilter(xla, g));
    }
    return pullbacks;
  }

  /**
   * K ⋆ x + b: [trials, filters, width, height, examples].
   *
   * @param parameters weights, and biases if there are any
   */
  private Output<?> convolved(Xla x, List<Output<?>> parameters, Output<?> patches, int examples) {
    var step = step(x);
    var weights = parameters.get(0);
    var product = step.outputs(x.product(step.shifted(weights), patches), examples);
    int trials = Xla.length(weights, 0);
    return spec.unbiased()
        ? product
        : x.add(product, x.reshape(parameters.get(1), trials, spec.filters(), 1, 1, 1));
  }

  private Output<?> kernels(Xla xla, Output<?> g, Output<?> patches) {
    var step = step(xla);
    return step.kernels(step.blocks(g), patches, xla.rows(patches));
  }

  /** [trials, filters, width, height, examples] → [trials, filters, ·]. */
  private Output<?> byFilter(Xla xla, Output<?> g) {
    return xla.reshape(g, Xla.length(g, 0), spec.filters(), -1);
  }

  private ConvolutionStep step(Xla x) {
    return new ConvolutionStep(x, convolution);
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var tf = pass.tf();
    var kernels = pass.array(place.parameter("weights"));
    var product = tf.nn.conv2d(input, kernels, STRIDES, NO_PADDING);
    var z =
        spec.unbiased() ? product : tf.nn.biasAdd(product, pass.array(place.parameter("biases")));
    return ActivationFunction.of(spec.activation()).single(tf, z);
  }

  @Override
  public Work work() {
    double kernel = (double) place.in().axis(-1) * spec.kernelHeight() * spec.kernelWidth();
    int patches = convolution.patches(1);
    return new Work(
        kernel * out().size(),
        (double) convolution.patchRows() * spec.filters() * convolution.block() * patches,
        0,
        0,
        2L * convolution.patchRows() * patches,
        true);
  }

  @Override
  public Intake intake() {
    return new Intake(
        place.in().places(),
        convolution.patchRows(),
        convolution.patches(1),
        convolution::patchesOf);
  }
}
