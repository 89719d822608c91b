package org.descent.learning.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;

/**
 * One node of a graph, which calls a function that XLA must compile as a whole.
 *
 * @param inputs a placeholder for every field
 * @param outputs what the function returns, by name
 */
public record CompiledCall(Map<String, Output<?>> inputs, Map<String, Output<?>> outputs) {
  /** What a function makes of fields, by names; what it returns is float32 but for these fields. */
  @FunctionalInterface
  public interface Body extends BiFunction<Ops, Map<String, Output<?>>, Map<String, Output<?>>> {}

  /**
   * Adds the call of {@code body} to {@code graph}.
   *
   * @param placed puts operations on the device that is to compute it
   */
  public static CompiledCall of(
      String name, Graph graph, UnaryOperator<Ops> placed, List<Field> fields, Body body) {
    var types = new LinkedHashMap<String, DataType>();
    try (var function = function(name, fields, noting(types, body))) {
      graph.attachFunction(function);
      var xla = new Xla(placed.apply(Ops.create(graph)));
      var inputs = new LinkedHashMap<String, Output<?>>();
      fields.forEach(field -> inputs.put(field.name(), xla.placeholder(field)));
      var node =
          xla.compiledCall(
              function,
              List.copyOf(inputs.values()),
              fields.stream().map(Field::type).toList(),
              List.copyOf(types.values()));
      var outputs = new LinkedHashMap<String, Output<?>>();
      types.keySet().forEach(output -> outputs.put(output, node.output(outputs.size())));
      return new CompiledCall(inputs, outputs);
    }
  }

  private static Body noting(Map<String, DataType> types, Body body) {
    return (tf, fields) -> {
      var results = body.apply(tf, fields);
      results.forEach((name, output) -> types.put(name, output.dataType()));
      return results;
    };
  }

  /** A function of {@code inputs} that returns what {@code body} does, in its order. */
  public static ConcreteFunction function(String name, List<Field> inputs, Body body) {
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
