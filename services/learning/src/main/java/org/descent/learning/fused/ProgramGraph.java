package org.descent.learning.fused;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.descent.learning.Device;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StatelessWhile;
import org.tensorflow.proto.DataType;

/**
 * The graph of a program: one node, which calls a function that XLA must compile as a whole. The
 * function is a while loop over {@link StepGraph}.
 *
 * @param inputs a placeholder for every field
 * @param outputs every field that changes, then {@link StepGraph#METRICS}
 */
record ProgramGraph(Map<String, Output<?>> inputs, Map<String, Output<?>> outputs) {
  /** Adds the program of {@code shape} to {@code graph}, to be computed on {@code device}. */
  static ProgramGraph of(ProgramShape shape, Graph graph, Device device) {
    var fields = ProgramFields.of(shape);
    var state = new ArrayList<Field>();
    state.add(Field.state(StepGraph.STEP, DataType.DT_INT32));
    state.add(
        Field.state(
            StepGraph.METRICS, DataType.DT_FLOAT, shape.rows(), shape.segment(), shape.trials()));
    state.addAll(fields);
    try (var condition =
            function(
                "condition", state, (tf, f) -> Map.of("goesOn", StepGraph.goesOn(new Xla(tf), f)));
        var body = function("body", state, (tf, f) -> step(new Xla(tf), shape, device, f));
        var program =
            function("program", fields, (tf, f) -> loop(tf, shape, f, state, condition, body))) {
      graph.attachFunction(program);
      return call(new Xla(device.place(Ops.create(graph))), program, fields);
    }
  }

  private static Map<String, Output<?>> step(
      Xla xla, ProgramShape shape, Device device, Map<String, Output<?>> fields) {
    // a loop's body returns what it is given, in the same order
    var next = new LinkedHashMap<>(fields);
    next.putAll(StepGraph.next(xla, shape, device, fields));
    return next;
  }

  private static Map<String, Output<?>> loop(
      Ops tf,
      ProgramShape shape,
      Map<String, Output<?>> fields,
      List<Field> state,
      ConcreteFunction condition,
      ConcreteFunction body) {
    var xla = new Xla(tf);
    var start = new ArrayList<Operand<?>>();
    start.add(xla.scalar(0));
    start.add(xla.zeros(shape.rows(), shape.segment(), shape.trials()));
    start.addAll(fields.values());
    var end = StatelessWhile.create(tf.scope(), start, condition, body).output();
    var outputs = new LinkedHashMap<String, Output<?>>();
    for (int i = 2; i < state.size(); i++) {
      if (state.get(i).changes()) {
        outputs.put(state.get(i).name(), end.get(i));
      }
    }
    outputs.put(StepGraph.METRICS, end.get(1));
    return outputs;
  }

  private static ProgramGraph call(Xla xla, ConcreteFunction program, List<Field> fields) {
    var inputs = new LinkedHashMap<String, Output<?>>();
    fields.forEach(field -> inputs.put(field.name(), xla.placeholder(field)));
    var changing = fields.stream().filter(Field::changes).toList();
    var types = new ArrayList<>(changing.stream().map(Field::type).toList());
    types.add(DataType.DT_FLOAT);
    var node =
        xla.compiledCall(
            program,
            List.copyOf(inputs.values()),
            fields.stream().map(Field::type).toList(),
            types);
    var outputs = new LinkedHashMap<String, Output<?>>();
    for (int i = 0; i < changing.size(); i++) {
      outputs.put(changing.get(i).name(), node.output(i));
    }
    outputs.put(StepGraph.METRICS, node.output(changing.size()));
    return new ProgramGraph(inputs, outputs);
  }

  private static ConcreteFunction function(
      String name,
      List<Field> inputs,
      BiFunction<Ops, Map<String, Output<?>>, Map<String, Output<?>>> body) {
    return ConcreteFunction.create(
        tf -> {
          // names in a signature may not contain a slash: positions are what counts
          var signature = Signature.builder(name);
          var xla = new Xla(tf);
          var arguments = new LinkedHashMap<String, Output<?>>();
          for (var field : inputs) {
            var placeholder = xla.placeholder(field);
            signature.input("in" + arguments.size(), placeholder);
            arguments.put(field.name(), placeholder);
          }
          var results = List.copyOf(body.apply(tf, arguments).values());
          for (int i = 0; i < results.size(); i++) {
            signature.output("out" + i, results.get(i));
          }
          return signature.build();
        });
  }
}
