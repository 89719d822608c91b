package org.descent.learning.instrument;

import static org.tensorflow.proto.DataType.DT_FLOAT;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.Device;
import org.descent.learning.Sessions;
import org.descent.learning.graph.CompiledCall;
import org.descent.learning.graph.Field;
import org.descent.learning.graph.Tensors;
import org.descent.learning.layer.ProgramArray;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;

/**
 * A compiled program that differentiates the loss over a block of examples. Several threads may run
 * it at once.
 */
final class DerivativeProgram implements AutoCloseable {
  /** What it computes. */
  enum Kind {
    LOSS,
    GRADIENT,
    PRODUCT,
    SQUARES,
    LARGEST,
    ACTIVATIONS
  }

  private final DerivativeShape shape;
  private final Kind kind;
  private final List<ProgramArray> arrays;
  private final Graph graph = new Graph();
  private final CompiledCall call;
  private final Session session;

  DerivativeProgram(DerivativeShape shape, Kind kind, Device device) {
    this.shape = shape;
    this.kind = kind;
    this.arrays = shape.network().arrays();
    try {
      call = CompiledCall.of("derivatives", graph, device::place, fields(), this::body);
      session = Sessions.open(graph);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private Map<String, Output<?>> body(Ops tf, Map<String, Output<?>> fields) {
    return switch (kind) {
      case LOSS -> DerivativeGraph.loss(tf, shape, fields);
      case GRADIENT -> DerivativeGraph.gradient(tf, shape, fields);
      case PRODUCT -> DerivativeGraph.product(tf, shape, fields);
      case SQUARES -> DerivativeGraph.squares(tf, shape, fields);
      case LARGEST -> DerivativeGraph.largest(tf, shape, fields);
      case ACTIVATIONS -> DerivativeGraph.activations(tf, shape, fields);
    };
  }

  private List<Field> fields() {
    var fields = new ArrayList<Field>();
    arrays.forEach(array -> fields.add(field(array.name(), array)));
    for (var array : arrays) {
      if (kind == Kind.PRODUCT && array.role().trained()) {
        fields.add(field(DerivativeShape.direction(array.name()), array));
      }
    }
    fields.addAll(shape.examples());
    return fields;
  }

  private static Field field(String name, ProgramArray array) {
    return Field.given(name, DT_FLOAT, 1, array.rows(), array.columns());
  }

  /** Tensors of flat weights; whoever asked closes them. */
  Map<String, Tensor> parameters(float[] flat) {
    return tensors(flat, false);
  }

  /** Tensors of a flat vector's parts for arrays that are trained; whoever asked closes them. */
  Map<String, Tensor> directions(float[] flat) {
    return tensors(flat, true);
  }

  private Map<String, Tensor> tensors(float[] flat, boolean direction) {
    var tensors = new LinkedHashMap<String, Tensor>();
    int offset = 0;
    for (var array : arrays) {
      var places = array.places();
      if (!direction || array.role().trained()) {
        var elements = new float[places.length];
        for (int k = 0; k < places.length; k++) {
          elements[k] = flat[offset + places[k]];
        }
        var name = direction ? DerivativeShape.direction(array.name()) : array.name();
        tensors.put(name, Tensors.of(elements, 1, array.rows(), array.columns()));
      }
      offset += places.length;
    }
    return tensors;
  }

  /**
   * What a block comes to, row-major by name.
   *
   * @param given a tensor for every field
   */
  Map<String, float[]> run(Map<String, Tensor> given) {
    var runner = session.runner().setOptions(Sessions.IN_CALLER);
    call.inputs().forEach((name, input) -> runner.feed(input, given.get(name)));
    var names = List.copyOf(call.outputs().keySet());
    names.forEach(name -> runner.fetch(call.outputs().get(name)));
    try (var result = runner.run()) {
      var found = new LinkedHashMap<String, float[]>();
      for (var name : names) {
        found.put(name, Tensors.floats(result.get(found.size())));
      }
      return found;
    }
  }

  /**
   * Adds what a block comes to by arrays.
   *
   * @param flat for each parameter
   */
  void add(Map<String, Tensor> given, double[] flat) {
    var found = run(given);
    int offset = 0;
    for (var array : arrays) {
      var places = array.places();
      var elements = found.getOrDefault(array.name(), new float[0]);
      for (int k = 0; k < elements.length; k++) {
        flat[offset + places[k]] += elements[k];
      }
      offset += places.length;
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
