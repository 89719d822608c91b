package org.descent.learning.stacked;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.learning.Device;
import org.descent.learning.Sessions;
import org.descent.learning.graph.Field;
import org.descent.learning.graph.Tensors;
import org.tensorflow.Graph;
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
      fields.stream()
          .filter(f -> !f.changes())
          .forEach(f -> given.put(f.name(), Tensors.unread(f)));
      int trials = shape.whole().trials();
      var nothing = new Packing(shape.whole()).empty();
      try (var start = start(nothing, new int[trials], new int[trials]);
          var run = run(start, 0, given)) {
        run.state().close();
      }
    } finally {
      given.values().forEach(Tensor::close);
    }
  }

  ProgramShape shape() {
    return shape;
  }

  /**
   * What iterations change: a run begins where another one has left it. Owns its tensors.
   *
   * @param tensors by field
   * @param measured length of each curve: [trials]
   * @param ends see {@link EndCode}: [trials]
   */
  record State(Map<String, Tensor> tensors, int[] measured, int[] ends) implements AutoCloseable {
    @Override
    public void close() {
      tensors.values().forEach(Tensor::close);
    }
  }

  /**
   * A state to begin with.
   *
   * @param arrays parameters and what the optimiser remembers, by field, row-major
   */
  State start(Map<String, float[]> arrays, int[] measured, int[] ends) {
    var tensors = new LinkedHashMap<String, Tensor>();
    for (var field : fields) {
      if (field.changes()) {
        var elements =
            switch (field.name()) {
              case ProgramFields.MEASURED -> measured;
              case ProgramFields.END -> ends;
              default -> arrays.get(field.name());
            };
        tensors.put(field.name(), Tensors.of(field, elements));
      }
    }
    return new State(tensors, measured, ends);
  }

  /**
   * What a run yields. Its metrics are there until it is closed; its state is the caller's.
   *
   * @param metrics [trials, recorded rows, segment]
   * @param values those, row-major
   */
  record Run(State state, Tensor metrics, FloatDataBuffer values) implements AutoCloseable {
    /** Copies consecutive metrics, the first of them at {@code index}. */
    void read(int index, float[] into) {
      values.offset(index).read(into);
    }

    @Override
    public void close() {
      metrics.close();
    }
  }

  /**
   * Runs up to {@code limit} iterations; fewer when all trials end sooner.
   *
   * @param given a tensor for every field that does not change, the limit aside
   */
  Run run(State state, int limit, Map<String, Tensor> given) {
    try (var most = Tensors.of(new int[] {limit})) {
      var fed = new HashMap<>(given);
      fed.putAll(state.tensors());
      fed.put(ProgramFields.LIMIT, most);
      var runner = session.runner().setOptions(Sessions.IN_CALLER);
      ends.inputs().forEach((name, input) -> runner.feed(input, fed.get(name)));
      ends.outputs().values().forEach(runner::fetch);
      var result = runner.run();
      var tensors = new LinkedHashMap<String, Tensor>();
      ends.outputs().keySet().forEach(name -> tensors.put(name, result.get(tensors.size())));
      var metrics = tensors.remove(StepGraph.METRICS);
      var measured = Tensors.ints(tensors.get(ProgramFields.MEASURED));
      var codes = Tensors.ints(tensors.get(ProgramFields.END));
      return new Run(
          new State(tensors, measured, codes), metrics, metrics.asRawTensor().data().asFloats());
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
