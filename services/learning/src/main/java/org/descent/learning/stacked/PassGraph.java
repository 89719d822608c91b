package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.graph.Apart;
import org.descent.learning.graph.Xla;
import org.tensorflow.Output;

/** Forward and backward through the stacked networks on one set of examples. */
final class PassGraph {
  /**
   * The examples, or their patches where the first layer is a convolution. The first axis is 1
   * where all trials share them, else trials.
   *
   * @param columns [·, features, examples]
   * @param rows [·, examples, features]; null where no gradient is wanted, and for patches that are
   *     made on the way
   * @param targets one per head: [·, outputs, examples]
   */
  record Data(Output<?> columns, Output<?> rows, List<Output<?>> targets) {}

  private final Xla xla;
  private final Apart apart;
  private final ProgramShape shape;
  private final Map<String, Output<?>> fields;
  private final Data data;
  private final List<ProgramShape.Dense> dense;
  private final List<Output<?>> patches = new ArrayList<>();
  private final List<Output<?>> images = new ArrayList<>();
  private final List<Output<?>> inputs = new ArrayList<>();
  private final List<Output<?>> activations = new ArrayList<>();
  private final List<Output<?>> logits = new ArrayList<>();
  private final List<Output<?>> kept = new ArrayList<>();
  private final List<HeadStep> heads = new ArrayList<>();

  PassGraph(Xla xla, Apart apart, ProgramShape shape, Map<String, Output<?>> fields, Data data) {
    this.xla = xla;
    this.apart = apart;
    this.shape = shape;
    this.fields = fields;
    this.data = data;
    this.dense = shape.dense();
    forward();
  }

  /** Intermediate results that formulas read: see {@link Apart#compute}. */
  List<Output<?>> kept() {
    return kept;
  }

  /** See {@link HeadStep#losses}. */
  Output<?> losses(int head) {
    return heads.get(head).losses(logits.get(head), data.targets().get(head));
  }

  /** See {@link HeadStep#right}. */
  Output<?> right(int head) {
    return heads.get(head).right(logits.get(head), data.targets().get(head));
  }

  /**
   * The gradient of the total loss.
   *
   * @param weights by name
   * @param biases by name, yet to be summed over examples: [trials, out, examples]
   */
  record Gradient(Map<String, Output<?>> weights, Map<String, Output<?>> biases) {
    Gradient() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  Gradient gradient() {
    var gradient = new Gradient();
    int hidden = shape.hidden().size();
    Output<?> below = null;
    for (int i = 0; i < heads.size(); i++) {
      var p = heads.get(i).output(logits.get(i));
      kept.add(p);
      kept.addAll(heads.get(i).kept());
      var derivative = heads.get(i).derivative(p, data.targets().get(i));
      below = plus(below, backward(hidden, hidden + i, derivative, gradient));
    }
    for (int i = hidden - 1; i >= 0; i--) {
      var layer = new LayerStep(xla, shape.hidden().get(i), fields);
      var derivative = layer.derive(activations.get(i), below);
      below = backward(i, i, derivative, gradient);
    }
    if (shape.convolves()) {
      convolutions(below, gradient);
    }
    return gradient;
  }

  private void forward() {
    var input = shape.convolves() ? convolved() : data.columns();
    for (int i = 0; i < shape.hidden().size(); i++) {
      inputs.add(input);
      var z = apply(dense.get(i), input);
      input = new LayerStep(xla, shape.hidden().get(i), fields).activate(z);
      activations.add(input);
      kept.add(input);
    }
    inputs.add(input);
    for (int i = 0; i < shape.heads().size(); i++) {
      heads.add(new HeadStep(xla, apart, shape, shape.heads().get(i), fields));
      logits.add(apply(dense.get(shape.hidden().size() + i), input));
    }
  }

  /** W·x + b: [trials, out, examples]. */
  private Output<?> apply(ProgramShape.Dense layer, Output<?> input) {
    var product = xla.product(fields.get(layer.weights()), input);
    kept.add(product);
    return xla.add(product, fields.get(layer.biases()));
  }

  /**
   * Notes the gradient of dense layer {@code index}.
   *
   * @param depth number of hidden layers below it
   * @param derivative by its output: [trials, out, examples]
   * @return the derivative by its input
   */
  private Output<?> backward(int depth, int index, Output<?> derivative, Gradient gradient) {
    var layer = dense.get(index);
    gradient.biases().put(layer.biases(), derivative);
    gradient
        .weights()
        .put(
            layer.weights(),
            depth == 0 && !shape.convolves()
                ? xla.product(derivative, data.rows())
                : xla.productTransposed(derivative, inputs.get(depth)));
    var below = xla.transposedProduct(fields.get(layer.weights()), derivative);
    if (layer.out() > 1 && (depth > 0 || shape.convolves())) {
      kept.add(below); // of one output it is no sum, and cheaper to compute than to keep
    }
    return below;
  }

  /** Through all convolutions: [trials, outputs, examples]. */
  private Output<?> convolved() {
    Output<?> image = null;
    int examples = 0;
    for (var layer : shape.convolutions()) {
      var step = new ConvolutionStep(xla, layer);
      if (image == null) {
        examples = Math.toIntExact(data.columns().shape().get(2)) / layer.patches(1);
      }
      var columns = image == null ? data.columns() : step.patches(image);
      var kernels = step.shifted(fields.get(layer.dense().weights()));
      var product = step.outputs(xla.product(kernels, columns), examples);
      var z = xla.add(product, biases(layer));
      image = new LayerStep(xla, layer.hidden(), fields).activate(z);
      patches.add(columns);
      images.add(image);
    }
    var last = shape.convolutions().get(images.size() - 1);
    return xla.reshape(image, shape.trials(), last.outputs(), examples);
  }

  private Output<?> biases(Convolution layer) {
    return xla.reshape(
        fields.get(layer.dense().biases()), shape.trials(), layer.filters(), 1, 1, 1);
  }

  /**
   * Notes the gradients of all convolutions.
   *
   * @param below derivative by the last one's activations: [trials, outputs, examples]
   */
  private void convolutions(Output<?> below, Gradient gradient) {
    int last = shape.convolutions().size() - 1;
    int examples = Math.toIntExact(below.shape().get(2));
    var derivative = xla.reshape(below, Xla.dimensions(images.get(last).shape()));
    for (int i = last; i >= 0; i--) {
      var layer = shape.convolutions().get(i);
      var step = new ConvolutionStep(xla, layer);
      var activation = new LayerStep(xla, layer.hidden(), fields);
      derivative = activation.derive(images.get(i), derivative);
      gradient
          .biases()
          .put(
              layer.dense().biases(), xla.reshape(derivative, shape.trials(), layer.filters(), -1));
      var blocks = step.blocks(derivative);
      gradient
          .weights()
          .put(
              layer.dense().weights(),
              i == 0 && data.rows() != null
                  ? step.kernels(blocks, data.rows())
                  : step.kernelsFromColumns(blocks, patches.get(i)));
      if (i > 0) {
        var kernels = step.shifted(fields.get(layer.dense().weights()));
        derivative = step.backToImages(xla.transposedProduct(kernels, blocks), examples);
      }
    }
  }

  private Output<?> plus(Output<?> a, Output<?> b) {
    return a == null ? b : xla.add(a, b);
  }
}
