package org.descent.learning.fused;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.RunOptions;

/**
 * A compiled program: a run is up to a segment of iterations of all its trials. Several threads may
 * run it at once.
 */
final class FusedProgram implements AutoCloseable {
  // one intra-op thread: the order of floating point sums must not depend on the machine
  private static final ConfigProto CONFIG =
      ConfigProto.newBuilder()
          .setIntraOpParallelismThreads(1)
          .setInterOpParallelismThreads(1)
          .setAllowSoftPlacement(true)
          .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
          .build();

  // a run stays in its calling thread: several threads run side by side
  private static final RunOptions IN_CALLER =
      RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  private final ProgramShape shape;
  private final List<Field> fields;
  private final Graph graph = new Graph();
  private final ProgramGraph ends;
  private final Session session;

  /** Builds the program; its first run compiles it. */
  FusedProgram(ProgramShape shape) {
    this.shape = shape;
    this.fields = ProgramFields.of(shape);
    try {
      ends = ProgramGraph.of(shape, graph);
      session = new Session(graph, CONFIG);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  ProgramShape shape() {
    return shape;
  }

  /** What goes in. */
  List<Field> fields() {
    return fields;
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
   * What a run yields.
   *
   * @param metrics row-major [rows, segment, trials]
   */
  record Run(State state, float[] metrics) {}

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
      var runner = session.runner().setOptions(IN_CALLER);
      ends.inputs()
          .forEach((name, input) -> runner.feed(input, fed.getOrDefault(name, given.get(name))));
      ends.outputs().values().forEach(runner::fetch);
      try (var result = runner.run()) {
        var values = new LinkedHashMap<String, Tensor>();
        for (var name : ends.outputs().keySet()) {
          values.put(name, result.get(values.size()));
        }
        return run(values);
      }
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

  private static Run run(Map<String, Tensor> values) {
    var measured = Tensors.ints(values.remove(ProgramFields.MEASURED));
    var ends = Tensors.ints(values.remove(ProgramFields.END));
    var metrics = Tensors.floats(values.remove(StepGraph.METRICS));
    var arrays = new LinkedHashMap<String, float[]>();
    values.forEach((name, tensor) -> arrays.put(name, Tensors.floats(tensor)));
    return new Run(new State(arrays, measured, ends), metrics);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
