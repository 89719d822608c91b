package org.descent.learning.instrument;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.Activation;
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
      var weight = xla.constant((float) spec.weight());
      var scale = xla.multiply(fields.get(DerivativeShape.SCALE), weight);
      var targets = fields.get(DerivativeShape.targets(spec.name()));
      var head = Head.of(spec, shape.loss());
      slopes.put(logits.get(i), head.derivative(pass, logits.get(i), targets, scale));
    }
    return slopes;
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
