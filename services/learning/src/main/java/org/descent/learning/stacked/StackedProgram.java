package org.descent.learning.stacked;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.Device;
import org.descent.learning.Sessions;
import org.descent.learning.graph.Field;
import org.descent.learning.graph.Tensors;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * A compiled program: a run is up to a segment of iterations of all its trials. Several threads may
 * run it at once.
 */
final class StackedProgram implements CompiledProgram {
  private final ProgramShape shape;
  private final List<Field> fields;
  private final Graph graph = new Graph();
  private final StackedGraph ends;
  private final Session session;

  /** Builds the program; its first run compiles it. */
  StackedProgram(ProgramShape shape, Device device) {
    this.shape = shape;
    this.fields = ProgramFields.of(shape.whole());
    try {
      ends = StackedGraph.of(shape, graph, device);
      session = Sessions.open(graph);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /** By a run of no iterations. */
  @Override
  public void compile() {
    var given = new LinkedHashMap<String, Tensor>();
    try {
      fields.stream().filter(f -> !f.changes()).forEach(f -> given.put(f.name(), Tensors.zeros(f)));
      int trials = shape.whole().trials();
      var nothing = new Packing(shape.whole()).empty();
      run(new State(nothing, new int[trials], new int[trials]), 0, given).close();
    } finally {
      given.values().forEach(Tensor::close);
    }
  }

  ProgramShape shape() {
    return shape;
  }

  /**
   * What iterations change.
   *
   * @param arrays parameters and what the optimiser remembers, by field, row-major
   * @param measured length of each curve: [trials]
   * @param ends see {@link EndCode}: [trials]
   */
  record State(Map<String, float[]> arrays, int[] measured, int[] ends) {}

  /**
   * What a run yields. Its metrics are there until it is closed.
   *
   * @param metrics [trials, recorded rows, segment], row-major
   */
  record Run(State state, Result result, FloatDataBuffer metrics) implements AutoCloseable {
    /** Copies consecutive metrics, the first of them at {@code index}. */
    void read(int index, float[] into) {
      metrics.offset(index).read(into);
    }

    @Override
    public void close() {
      result.close();
    }
  }

  /**
   * Runs up to {@code limit} iterations; fewer when all trials end sooner.
   *
   * @param given a tensor for every field that does not change, the limit aside
   */
  Run run(State state, int limit, Map<String, Tensor> given) {
    var fed = new LinkedHashMap<String, Tensor>();
    try {
      for (var field : fields) {
        if (field.changes()) {
          fed.put(field.name(), Tensors.of(field, value(state, field)));
        } else if (field.name().equals(ProgramFields.LIMIT)) {
          fed.put(field.name(), Tensors.of(field, new int[] {limit}));
        }
      }
      var runner = session.runner().setOptions(Sessions.IN_CALLER);
      ends.inputs()
          .forEach((name, input) -> runner.feed(input, fed.getOrDefault(name, given.get(name))));
      ends.outputs().values().forEach(runner::fetch);
      return run(runner.run());
    } finally {
      fed.values().forEach(Tensor::close);
    }
  }

  private static Object value(State state, Field field) {
    return switch (field.name()) {
      case ProgramFields.MEASURED -> state.measured();
      case ProgramFields.END -> state.ends();
      default -> state.arrays().get(field.name());
    };
  }

  private Run run(Result result) {
    var values = new LinkedHashMap<String, Tensor>();
    for (var name : ends.outputs().keySet()) {
      values.put(name, result.get(values.size()));
    }
    var measured = Tensors.ints(values.remove(ProgramFields.MEASURED));
    var codes = Tensors.ints(values.remove(ProgramFields.END));
    var metrics = values.remove(StepGraph.METRICS).asRawTensor().data().asFloats();
    var arrays = new LinkedHashMap<String, float[]>();
    values.forEach((name, tensor) -> arrays.put(name, Tensors.floats(tensor)));
    return new Run(new State(arrays, measured, codes), result, metrics);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
