package org.descent.learning.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.descent.learning.Sessions;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;

/** Computes formulas as programs have them: compiled by XLA. */
public final class Compiled {
  private Compiled() {}

  /** Numbers of some shape, row-major. */
  public record Array(float[] values, int... shape) {
    /** Normal numbers that have nothing to do with each other. */
    public static Array random(long seed, int... shape) {
      var random = new Random(seed);
      int size = 1;
      for (int length : shape) {
        size *= length;
      }
      var values = new float[size];
      for (int i = 0; i < size; i++) {
        values[i] = (float) random.nextGaussian();
      }
      return new Array(values, shape);
    }

    /** Another number at one place. */
    public Array with(int place, float value) {
      var other = values.clone();
      other[place] = value;
      return new Array(other, shape);
    }

    private Field field(String name) {
      var lengths = new long[shape.length];
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = shape[i];
      }
      return Field.given(name, DataType.DT_FLOAT, lengths);
    }
  }

  /** What {@code formula} makes of {@code inputs}, each row-major. */
  public static List<float[]> run(
      List<Array> inputs, BiFunction<Xla, List<Output<?>>, List<Output<?>>> formula) {
    var fed = new ArrayList<Tensor>();
    var count = new int[1];
    try (var graph = new Graph();
        var function = ConcreteFunction.create(tf -> signature(tf, inputs, formula, count))) {
      graph.attachFunction(function);
      var xla = new Xla(Ops.create(graph));
      var placeholders = new ArrayList<Output<?>>();
      inputs.forEach(input -> placeholders.add(xla.placeholder(input.field("input"))));
      var types = Collections.nCopies(inputs.size(), DataType.DT_FLOAT);
      var call =
          xla.compiledCall(
              function, placeholders, types, Collections.nCopies(count[0], DataType.DT_FLOAT));
      try (var session = Sessions.open(graph)) {
        var runner = session.runner().setOptions(Sessions.IN_CALLER);
        for (int i = 0; i < inputs.size(); i++) {
          fed.add(Tensors.of(inputs.get(i).field("input"), inputs.get(i).values()));
          runner.feed(placeholders.get(i), fed.get(i));
        }
        for (int i = 0; i < count[0]; i++) {
          runner.fetch(call.output(i));
        }
        try (var result = runner.run()) {
          var results = new ArrayList<float[]>();
          result.forEach(entry -> results.add(Tensors.floats(entry.getValue())));
          return results;
        }
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static Signature signature(
      Ops tf,
      List<Array> inputs,
      BiFunction<Xla, List<Output<?>>, List<Output<?>>> formula,
      int[] count) {
    var signature = Signature.builder("compiled");
    var xla = new Xla(tf);
    var arguments = new ArrayList<Output<?>>();
    for (var input : inputs) {
      var argument = xla.placeholder(input.field("in"));
      signature.input("in" + arguments.size(), argument);
      arguments.add(argument);
    }
    var results = formula.apply(xla, arguments);
    count[0] = results.size();
    for (int i = 0; i < results.size(); i++) {
      signature.output("out" + i, results.get(i));
    }
    return signature.build();
  }
}
