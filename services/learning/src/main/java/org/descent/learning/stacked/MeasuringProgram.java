package org.descent.learning.stacked;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.Device;
import org.descent.learning.Sessions;
import org.descent.learning.graph.CompiledCall;
import org.descent.learning.graph.Field;
import org.descent.learning.graph.Tensors;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.Tensor;

/** A compiled program that measures stacked trials on a block of examples a run. */
final class MeasuringProgram implements CompiledProgram {
  private final List<Field> parameters;
  private final List<Field> fields;
  private final Graph graph = new Graph();
  private final CompiledCall call;
  private final Session session;

  /** Builds the program; its first run compiles it. */
  MeasuringProgram(MeasuringShape shape, Device device) {
    this.parameters = shape.parameters();
    this.fields = shape.fields();
    try {
      call =
          CompiledCall.of(
              "measuring",
              graph,
              device::place,
              fields,
              (tf, f) -> MeasuringGraph.of(tf, shape, f));
      session = Sessions.open(graph);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  @Override
  public void compile() {
    var given = new LinkedHashMap<String, Tensor>();
    try {
      fields.forEach(field -> given.put(field.name(), Tensors.zeros(field)));
      run(given);
    } finally {
      given.values().forEach(Tensor::close);
    }
  }

  /** See {@link MeasuringShape#fields()}. */
  List<Field> fields() {
    return fields;
  }

  /** See {@link MeasuringShape#parameters()}. */
  List<Field> parameters() {
    return parameters;
  }

  /**
   * Measures a block.
   *
   * @param given a tensor for every field
   * @return see {@link MeasuringGraph#SUMS}, row-major
   */
  float[] run(Map<String, Tensor> given) {
    var runner = session.runner().setOptions(Sessions.IN_CALLER);
    call.inputs().forEach((name, input) -> runner.feed(input, given.get(name)));
    try (var result = runner.fetch(call.outputs().get(MeasuringGraph.SUMS)).run()) {
      return Tensors.floats(result.get(0));
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
