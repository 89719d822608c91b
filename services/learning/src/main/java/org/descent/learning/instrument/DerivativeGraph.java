package org.descent.learning.instrument;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.HeadSpec;
import org.descent.learning.graph.Gradients;
import org.descent.learning.graph.Xla;
import org.descent.learning.head.Head;
import org.descent.learning.layer.Formulas;
import org.descent.learning.layer.Mode;
import org.descent.learning.layer.ProgramArray;
import org.descent.learning.layer.StackedPass;
import org.descent.learning.network.Network;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;

/**
 * What programs compute that look at a network on a block of examples: most of them differentiate
 * the loss by the weights.
 */
final class DerivativeGraph {
  /** The sum of a block's losses, each by its scale: [1]. */
  static final String LOSS = "loss";

  /** Of each example, the square of its gradient's length: [examples]. */
  static final String SQUARES = "squares";

  private final Xla xla;
  private final DerivativeShape shape;
  private final Network network;
  private final Map<String, Output<?>> fields;

  private DerivativeGraph(Ops tf, DerivativeShape shape, Map<String, Output<?>> given) {
    this.xla = new Xla(tf).deriving();
    this.shape = shape;
    this.network = shape.network();
    this.fields = new LinkedHashMap<>(given);
    shape
        .numbers()
        .forEach(
            (name, number) ->
                fields.put(name, xla.reshape(xla.constant(number.floatValue()), 1, 1, 1)));
  }

  /** {@link #LOSS}. */
  static Map<String, Output<?>> loss(Ops tf, DerivativeShape shape, Map<String, Output<?>> fields) {
    var graph = new DerivativeGraph(tf, shape, fields);
    var xla = graph.xla;
    var pass = graph.pass();
    var logits = graph.network.ofBatches(pass, fields.get(DerivativeShape.EXAMPLES));
    Output<?> sum = xla.zeros(1);
    for (int i = 0; i < logits.size(); i++) {
      var spec = shape.spec().heads().get(i);
      var targets = fields.get(DerivativeShape.targets(spec.name()));
      var losses = Head.of(spec, shape.loss()).losses(pass, logits.get(i), targets);
      var scaled = xla.multiply(losses, graph.scale(spec));
      sum = xla.add(sum, graph.sum(scaled));
    }
    return Map.of(LOSS, sum);
  }

  /** The gradient, by the names of arrays that are trained, each in its shape. */
  static Map<String, Output<?>> gradient(
      Ops tf, DerivativeShape shape, Map<String, Output<?>> fields) {
    var graph = new DerivativeGraph(tf, shape, fields);
    return graph.derived(graph.slopes());
  }

  /**
   * The Hessian's product with a vector: what the gradient's product with the vector changes with
   * the weights (Pearlmutter 1994, in reverse mode both times).
   */
  static Map<String, Output<?>> product(
      Ops tf, DerivativeShape shape, Map<String, Output<?>> fields) {
    var graph = new DerivativeGraph(tf, shape, fields);
    var turned = new LinkedHashMap<Output<?>, Output<?>>();
    graph
        .derived(graph.slopes())
        .forEach((name, slope) -> turned.put(slope, fields.get(DerivativeShape.direction(name))));
    return graph.derived(turned);
  }

  /** {@link #SQUARES} of examples that are apart. */
  static Map<String, Output<?>> squares(
      Ops tf, DerivativeShape shape, Map<String, Output<?>> fields) {
    var graph = new DerivativeGraph(tf, shape, fields);
    var xla = graph.xla;
    for (var array : graph.network.arrays()) {
      var same =
          xla.repeated(fields.get(array.name()), shape.block(), array.rows(), array.columns());
      graph.fields.put(array.name(), same);
    }
    Output<?> sum = xla.zeros(shape.block(), 1, 1);
    for (var own : graph.derived(graph.slopes()).values()) {
      var row = xla.reshape(xla.multiply(own, own), shape.block(), 1, -1);
      sum = xla.add(sum, xla.total(row, 2));
    }
    return Map.of(SQUARES, xla.reshape(sum, shape.block()));
  }

  /** Of each unit of layers that have an activation, or filter, the largest size of its output. */
  static Map<String, Output<?>> largest(
      Ops tf, DerivativeShape shape, Map<String, Output<?>> fields) {
    var graph = new DerivativeGraph(tf, shape, fields);
    var xla = graph.xla;
    var pass = graph.pass();
    graph.network.ofBatches(pass, fields.get(DerivativeShape.EXAMPLES));
    var largest = new LinkedHashMap<String, Output<?>>();
    pass.activations()
        .forEach(
            (layer, outputs) -> {
              int units = Xla.length(outputs, 1);
              var rows = xla.reshape(xla.absolute(outputs), 1, units, -1);
              largest.put(layer, xla.reshape(xla.largest(rows, 2), units));
            });
    return largest;
  }

  /**
   * Of each layer that has an activation, the number of its outputs, the sum of their values and
   * that of their squares, averaged over the examples: [3].
   */
  static Map<String, Output<?>> activations(
      Ops tf, DerivativeShape shape, Map<String, Output<?>> fields) {
    var graph = new DerivativeGraph(tf, shape, fields);
    var xla = graph.xla;
    var pass = graph.pass();
    graph.network.ofBatches(pass, fields.get(DerivativeShape.EXAMPLES));
    var sums = new LinkedHashMap<String, Output<?>>();
    pass.activations()
        .forEach(
            (layer, outputs) -> {
              var columns = xla.reshape(outputs, 1, -1, shape.block());
              var scaled = xla.multiply(columns, fields.get(DerivativeShape.SCALE));
              var squares = xla.multiply(scaled, columns);
              var count = xla.reshape(xla.constant((float) Xla.length(columns, 1)), 1);
              sums.put(
                  layer,
                  xla.concatenated(List.of(count, graph.sum(scaled), graph.sum(squares)), 0));
            });
    return sums;
  }

  /** Of all elements: [1]. */
  private Output<?> sum(Output<?> terms) {
    return xla.reshape(xla.total(xla.reshape(terms, 1, 1, -1), 2), 1);
  }

  private StackedPass pass() {
    var activations = new LinkedHashMap<String, List<Activation>>();
    shape.spec().all().forEach((name, layer) -> activations.put(name, List.of(layer.activation())));
    var formulas = new Formulas(activations, List.of(shape.loss()));
    return new StackedPass(xla, Mode.MEASURE, formulas, fields);
  }

  /** Of each head's logits, what the loss changes with them. */
  private Map<Output<?>, Output<?>> slopes() {
    var pass = pass();
    var logits = network.ofBatches(pass, fields.get(DerivativeShape.EXAMPLES));
    var slopes = new LinkedHashMap<Output<?>, Output<?>>();
    for (int i = 0; i < logits.size(); i++) {
      var spec = shape.spec().heads().get(i);
      var targets = fields.get(DerivativeShape.targets(spec.name()));
      var head = Head.of(spec, shape.loss());
      slopes.put(logits.get(i), head.derivative(pass, logits.get(i), targets, scale(spec)));
    }
    return slopes;
  }

  /** What each loss of a head counts. */
  private Output<?> scale(HeadSpec head) {
    return xla.multiply(fields.get(DerivativeShape.SCALE), xla.constant((float) head.weight()));
  }

  /** By the names of arrays, each in its shape; zeros for what nothing depends on. */
  private Map<String, Output<?>> derived(Map<Output<?>, Output<?>> seeds) {
    var trained = network.arrays().stream().filter(array -> array.role().trained()).toList();
    var wanted = trained.stream().<Output<?>>map(array -> fields.get(array.name())).toList();
    var found = Gradients.of(xla, seeds, wanted);
    var derived = new LinkedHashMap<String, Output<?>>();
    for (ProgramArray array : trained) {
      var parameters = fields.get(array.name());
      var own = found.get(parameters);
      if (own == null) {
        own = xla.zeros(Xla.dimensions(parameters.shape()));
      } else if (!own.shape().equals(parameters.shape())) {
        own = xla.total(own, 2);
      }
      derived.put(array.name(), own);
    }
    return derived;
  }
}
