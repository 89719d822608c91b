package org.descent.learning.fused;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Output;

/** Forward and backward through the stacked networks on one set of examples. */
final class PassGraph {
  /**
   * The examples. The first axis is 1 where all trials share them, else trials.
   *
   * @param columns [·, features, examples]
   * @param rows [·, examples, features]; null where no gradient is wanted
   * @param targets one per head: [·, outputs, examples]
   */
  record Data(Output<?> columns, Output<?> rows, List<Output<?>> targets) {}

  private final Xla xla;
  private final Apart apart;
  private final ProgramShape shape;
  private final Map<String, Output<?>> fields;
  private final Data data;
  private final List<ProgramShape.Dense> dense;
  private final List<Output<?>> sums = new ArrayList<>();
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
      var derivative = heads.get(i).derivative(p, data.targets().get(i));
      below = plus(below, backward(hidden, hidden + i, derivative, gradient));
    }
    for (int i = hidden - 1; i >= 0; i--) {
      var layer = new LayerStep(xla, shape.hidden().get(i), fields);
      var derivative = layer.derive(sums.get(i), activations.get(i), below);
      below = backward(i, i, derivative, gradient);
    }
    return gradient;
  }

  private void forward() {
    var input = data.columns();
    for (int i = 0; i < shape.hidden().size(); i++) {
      var z = apply(dense.get(i), input);
      input = new LayerStep(xla, shape.hidden().get(i), fields).activate(z);
      sums.add(z);
      activations.add(input);
      kept.add(input);
    }
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
            depth == 0
                ? xla.product(derivative, data.rows())
                : xla.productTransposed(derivative, activations.get(depth - 1)));
    var below = xla.transposedProduct(fields.get(layer.weights()), derivative);
    if (depth > 0) {
      kept.add(below);
    }
    return below;
  }

  private Output<?> plus(Output<?> a, Output<?> b) {
    return a == null ? b : xla.add(a, b);
  }
}
