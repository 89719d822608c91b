package org.descent.learning.layer;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.ParameterRole;
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
  public Form out() {
    return Form.of(spec.out(place.in().shape()));
  }

  @Override
  public List<ProgramArray> arrays() {
    return List.of(
        ProgramArray.weights(place.parameter("weights"), convolution.kernelRows(), spec.filters()),
        ProgramArray.column(
            place.parameter("biases"),
            ParameterRole.BIAS,
            Form.of(List.of(spec.filters())).places()));
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    var weights = pass.field(place.parameter("weights"));
    var biases = pass.field(place.parameter("biases"));
    int examples = Xla.length(input, -1);
    var patches = new ArrayList<Output<?>>();
    var z =
        xla.formula(
            List.of(weights, biases, input),
            x -> {
              patches.add(step(x).patches(input));
              return convolved(x, weights, biases, patches.get(0), examples);
            },
            List.of(
                g -> kernels(xla, g, patches.get(0)),
                g -> byFilter(xla, g),
                g -> {
                  var step = step(xla);
                  var back = xla.transposedProduct(step.shifted(weights), step.blocks(g));
                  return step.backToImages(back, examples);
                }));
    return pass.activated(place.name(), z);
  }

  @Override
  public Output<?> entered(StackedPass pass, Output<?> matrix) {
    var xla = pass.xla();
    var weights = pass.field(place.parameter("weights"));
    var biases = pass.field(place.parameter("biases"));
    int examples = Xla.length(matrix, -1) / convolution.patches(1);
    var z =
        xla.formula(
            List.of(weights, biases),
            x -> convolved(x, weights, biases, matrix, examples),
            List.of(g -> kernels(xla, g, matrix), g -> byFilter(xla, g)));
    return pass.activated(place.name(), z);
  }

  @Override
  public Output<?> gathered(StackedPass pass, Output<?> columns) {
    var shape = place.in().stacked(Xla.length(columns, 0), Xla.length(columns, -1));
    return stacked(pass, pass.xla().reshape(columns, shape));
  }

  /** K ⋆ x + b: [trials, filters, width, height, examples]. */
  private Output<?> convolved(
      Xla x, Output<?> weights, Output<?> biases, Output<?> patches, int examples) {
    var step = step(x);
    var product = step.outputs(x.product(step.shifted(weights), patches), examples);
    int trials = Xla.length(weights, 0);
    return x.add(product, x.reshape(biases, trials, spec.filters(), 1, 1, 1));
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
    var z = tf.nn.biasAdd(product, pass.array(place.parameter("biases")));
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
