package org.descent.learning.stacked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.descent.learning.Device;
import org.descent.learning.graph.CompiledCall;
import org.descent.learning.graph.Field;
import org.descent.learning.graph.Xla;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StatelessWhile;
import org.tensorflow.proto.DataType;

/**
 * The graph of a program: one node, which calls a function that XLA must compile as a whole. The
 * function is a while loop over {@link StepGraph}; where stacks take turns, a while loop over them
 * around it.
 *
 * @param inputs a placeholder for every field
 * @param outputs every field that changes, then {@link StepGraph#METRICS}
 */
record StackedGraph(Map<String, Output<?>> inputs, Map<String, Output<?>> outputs) {
  /** Stacks that have had their turn: []. */
  private static final String TURN = "turn";

  /** Adds the program of {@code shape} to {@code graph}, to be computed on {@code device}. */
  static StackedGraph of(ProgramShape shape, Graph graph, Device device) {
    try (var iterations = iterations(shape, device)) {
      if (shape.turns() == 1) {
        return program(shape, iterations, graph, device);
      }
      try (var turns = turns(shape, iterations)) {
        return program(shape, turns, graph, device);
      }
    }
  }

  /**
   * A while loop.
   *
   * @param carried from pass to pass: a counter, the metrics, and fields of programs
   */
  private record Loop(List<Field> carried, ConcreteFunction condition, ConcreteFunction body)
      implements AutoCloseable {
    /**
     * @param next what a pass changes
     */
    static Loop of(
        String counter,
        ProgramShape shape,
        BiFunction<Xla, Map<String, Output<?>>, Output<?>> goesOn,
        BiFunction<Ops, Map<String, Output<?>>, Map<String, Output<?>>> next) {
      var carried = new ArrayList<Field>();
      carried.add(Field.state(counter, DataType.DT_INT32));
      carried.add(
          Field.state(
              StepGraph.METRICS,
              DataType.DT_FLOAT,
              shape.trials(),
              shape.kind().numbers(),
              shape.segment()));
      carried.addAll(ProgramFields.of(shape));
      return new Loop(
          carried,
          CompiledCall.function(
              "condition", carried, (tf, f) -> Map.of("goesOn", goesOn.apply(new Xla(tf), f))),
          CompiledCall.function(
              "body",
              carried,
              (tf, f) -> {
                // a loop's body returns what it is given, in the same order
                var all = new LinkedHashMap<>(f);
                all.putAll(next.apply(tf, f));
                return all;
              }));
    }

    /** The fields that change, then the metrics, as they are at its end. */
    Map<String, Output<?>> run(Ops tf, Map<String, Output<?>> fields) {
      var xla = new Xla(tf);
      var start = new ArrayList<Operand<?>>();
      start.add(xla.scalar(0));
      start.add(xla.zeros(Xla.dimensions(carried.get(1).shape())));
      start.addAll(fields.values());
      var end = StatelessWhile.create(tf.scope(), start, condition, body).output();
      var outputs = new LinkedHashMap<String, Output<?>>();
      for (int i = 2; i < carried.size(); i++) {
        if (carried.get(i).changes()) {
          outputs.put(carried.get(i).name(), end.get(i));
        }
      }
      outputs.put(StepGraph.METRICS, end.get(1));
      return outputs;
    }

    @Override
    public void close() {
      condition.close();
      body.close();
    }
  }

  private static Loop iterations(ProgramShape shape, Device device) {
    return Loop.of(
        StepGraph.STEP, shape, StepGraph::goesOn, (tf, f) -> StepGraph.next(tf, shape, device, f));
  }

  private static Loop turns(ProgramShape shape, Loop iterations) {
    return Loop.of(
        TURN,
        shape.whole(),
        (xla, f) -> xla.less(f.get(TURN), xla.scalar(shape.turns())),
        (tf, f) -> turn(tf, shape, iterations, f));
  }

  /** What the turn of one stack changes. */
  private static Map<String, Output<?>> turn(
      Ops tf, ProgramShape shape, Loop iterations, Map<String, Output<?>> fields) {
    var xla = new Xla(tf);
    var turn = fields.get(TURN);
    var own = new LinkedHashMap<String, Output<?>>();
    for (var field : ProgramFields.of(shape)) {
      var whole = fields.get(field.name());
      boolean shared = whole.shape().equals(field.shape());
      own.put(
          field.name(),
          shared
              ? whole
              : xla.read(
                  whole, Xla.dimensions(field.shape()), start(xla, whole, field.shape(), turn)));
    }
    var next = new LinkedHashMap<String, Output<?>>();
    next.put(TURN, xla.add(turn, xla.scalar(1)));
    for (var end : iterations.run(tf, own).entrySet()) {
      var whole = fields.get(end.getKey());
      var part = end.getValue();
      next.put(end.getKey(), xla.write(whole, part, start(xla, whole, part.shape(), turn)));
    }
    return next;
  }

  /** Where the part of {@code turn} begins, by axis. */
  private static Output<?>[] start(Xla xla, Output<?> whole, Shape part, Output<?> turn) {
    var start = new Output<?>[part.numDimensions()];
    for (int i = 0; i < start.length; i++) {
      int size = Math.toIntExact(part.get(i));
      start[i] =
          whole.shape().get(i) == size ? xla.scalar(0) : xla.multiply(turn, xla.scalar(size));
    }
    return start;
  }

  private static StackedGraph program(ProgramShape shape, Loop loop, Graph graph, Device device) {
    var fields = ProgramFields.of(shape.whole());
    var call = CompiledCall.of("program", graph, device::place, fields, loop::run);
    return new StackedGraph(call.inputs(), call.outputs());
  }
}
