package org.descent.learning.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.descent.learning.graph.Compiled.Array;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Output;

/** Every operation's derivative against the slope of what it computes. */
class GradientsTest {
  /** Formulas of two arrays [2, 3, 4], with a result of three axes. */
  private static final Map<String, BiFunction<Xla, List<Output<?>>, Output<?>>> CASES = cases();

  private static Map<String, BiFunction<Xla, List<Output<?>>, Output<?>>> cases() {
    var cases = new LinkedHashMap<String, BiFunction<Xla, List<Output<?>>, Output<?>>>();
    cases.put("add", (x, in) -> x.add(in.get(0), in.get(1)));
    cases.put("subtract", (x, in) -> x.subtract(in.get(0), in.get(1)));
    cases.put("multiply", (x, in) -> x.multiply(in.get(0), in.get(1)));
    cases.put("square", (x, in) -> x.multiply(in.get(0), in.get(0)));
    cases.put(
        "divide", (x, in) -> x.divide(in.get(0), x.add(positive(x, in.get(1)), x.constant(1f))));
    cases.put("minimum", (x, in) -> x.minimum(in.get(0), in.get(1)));
    cases.put("maximum", (x, in) -> x.maximum(in.get(0), in.get(1)));
    cases.put("negative", (x, in) -> x.negative(in.get(0)));
    cases.put("absolute", (x, in) -> x.absolute(in.get(0)));
    cases.put("squareRoot", (x, in) -> x.squareRoot(x.add(positive(x, in.get(0)), x.constant(1f))));
    cases.put(
        "select",
        (x, in) ->
            x.select(
                x.less(in.get(0), x.constant(0f)), x.multiply(in.get(0), in.get(1)), in.get(1)));
    cases.put("product", (x, in) -> x.product(in.get(0), x.transpose(in.get(1))));
    cases.put("productTransposed", (x, in) -> x.productTransposed(in.get(0), in.get(1)));
    cases.put("transposedProduct", (x, in) -> x.transposedProduct(in.get(0), in.get(1)));
    cases.put("scan", (x, in) -> scanned(x, in, false));
    cases.put("scan backwards", (x, in) -> scanned(x, in, true));
    cases.put(
        "broadcast over rows",
        (x, in) ->
            x.multiply(in.get(0), x.slice(in.get(1), new int[] {0, 0, 0}, new int[] {2, 1, 4})));
    cases.put(
        "broadcast over columns",
        (x, in) ->
            x.multiply(in.get(0), x.slice(in.get(1), new int[] {0, 0, 1}, new int[] {2, 3, 1})));
    cases.put(
        "total over rows", (x, in) -> x.multiply(x.total(in.get(0), 1), x.total(in.get(1), 1)));
    cases.put(
        "total over columns", (x, in) -> x.multiply(x.total(in.get(0), 2), x.total(in.get(1), 2)));
    cases.put("total added", (x, in) -> x.add(x.total(in.get(0), 1), in.get(1)));
    cases.put("total alone", (x, in) -> x.reshape(x.total(in.get(0), 1), 2, 4, 1));
    cases.put(
        "repeated", (x, in) -> x.multiply(x.repeated(x.total(in.get(0), 2), 2, 3, 4), in.get(1)));
    cases.put("reshape", (x, in) -> x.product(x.reshape(in.get(0), 2, 4, 3), in.get(1)));
    cases.put(
        "transpose",
        (x, in) -> x.multiply(x.transpose(in.get(0), 2, 0, 1), x.transpose(in.get(1), 2, 0, 1)));
    cases.put("slice", (x, in) -> x.multiply(part(x, in.get(0)), part(x, in.get(1))));
    cases.put(
        "write", (x, in) -> x.multiply(x.write(in.get(0), part(x, in.get(1)), 0, 0, 2), in.get(1)));
    cases.put(
        "used thrice",
        (x, in) -> x.add(x.multiply(in.get(0), in.get(1)), x.add(in.get(0), in.get(0))));
    cases.put("exp", function(Transcendental::exp));
    cases.put(
        "log", (x, in) -> new Transcendental(x).log(x.add(positive(x, in.get(0)), x.constant(1f))));
    cases.put(
        "log1Plus",
        (x, in) -> new Transcendental(x).log1Plus(new Transcendental(x).sigmoid(in.get(0))));
    cases.put("sigmoid", function(Transcendental::sigmoid));
    cases.put("tanh", function(Transcendental::tanh));
    cases.put("decay", function(Transcendental::decay));
    return cases;
  }

  private static BiFunction<Xla, List<Output<?>>, Output<?>> function(
      BiFunction<Transcendental, Output<?>, Output<?>> of) {
    return (x, in) -> x.multiply(of.apply(new Transcendental(x), in.get(0)), in.get(1));
  }

  /** Three steps through the rows, of states [2, 4, 4]; biases [2, 4, 1] are yet to be summed. */
  private static Output<?> scanned(Xla x, List<Output<?>> in, boolean backwards) {
    var rows = x.reshape(x.transpose(in.get(0), 1, 0, 2), 3, 2, 4, 1);
    var weights = x.productTransposed(x.transpose(in.get(1)), x.transpose(in.get(1)));
    var biases = x.slice(x.transpose(in.get(1)), new int[3], new int[] {2, 4, 1});
    var states =
        x.scan(
            rows,
            new int[] {2, 4, 4},
            List.of(weights, biases),
            backwards,
            (y, state, given, shared) -> {
              var z = y.add(y.product(shared.get(0), state), y.add(shared.get(1), given));
              return y.divide(z, y.add(positive(y, z), y.constant(1f)));
            });
    return x.reshape(states, 3, 8, 4);
  }

  private static Output<?> positive(Xla x, Output<?> a) {
    return x.multiply(a, a);
  }

  private static Output<?> part(Xla x, Output<?> a) {
    return x.slice(a, new int[] {0, 1, 2}, new int[] {2, 2, 2});
  }

  static Stream<Arguments> formulas() {
    return CASES.keySet().stream().map(Arguments::of);
  }

  /** Along a random direction of each operand. */
  @ParameterizedTest
  @MethodSource("formulas")
  void aDerivativeIsTheSlope(String name) {
    float h = 0.004f;
    var inputs =
        List.of(
            Array.random(1, 2, 3, 4),
            Array.random(2, 2, 3, 4),
            Array.random(3, 2, 3, 4),
            Array.random(4, 2, 3, 4));
    var found = Compiled.run(inputs, (x, in) -> slopes(x, in, CASES.get(name), h));
    for (int operand = 0; operand < 2; operand++) {
      double derived = found.get(3 * operand)[0];
      double slope = (found.get(3 * operand + 1)[0] - found.get(3 * operand + 2)[0]) / (2.0 * h);
      assertThat(derived)
          .as("operand %s", operand)
          .isCloseTo(slope, within(0.01 * Math.max(1, Math.abs(slope))));
    }
    assertThat(found.get(0)[0]).isNotZero();
  }

  /**
   * For each of two operands the derivative along a direction, and the values on both sides.
   *
   * @param in the operands, then their directions
   */
  private static List<Output<?>> slopes(
      Xla x, List<Output<?>> in, BiFunction<Xla, List<Output<?>>, Output<?>> formula, float h) {
    var operands = in.subList(0, 2);
    var result = formula.apply(x, operands);
    var found = Gradients.of(x, Map.of(result, weights(x, result)), operands);
    var slopes = new ArrayList<Output<?>>();
    for (int i = 0; i < 2; i++) {
      var direction = in.get(2 + i);
      var gradient = found.getOrDefault(operands.get(i), x.zeros(2, 3, 4));
      slopes.add(x.sum(x.multiply(gradient, direction), 0, 1, 2));
      for (float step : new float[] {h, -h}) {
        var moved = new ArrayList<>(operands);
        moved.set(i, x.add(operands.get(i), x.multiply(direction, x.constant(step))));
        var there = formula.apply(x, moved);
        slopes.add(x.sum(x.multiply(there, weights(x, there)), 0, 1, 2));
      }
    }
    return slopes;
  }

  /** Some numbers in the shape of a result. */
  private static Output<?> weights(Xla x, Output<?> result) {
    var some = Array.random(5, Math.toIntExact(result.shape().size())).values();
    return x.reshape(x.column(some), Xla.dimensions(result.shape()));
  }

  @Test
  void whatHasBeenBroadcastAlongTheLastAxisIsYetToBeSummed() {
    var inputs = List.of(Array.random(1, 2, 3, 4), Array.random(2, 2, 3, 1));
    Compiled.run(
        inputs,
        (x, in) -> {
          var sum = x.add(in.get(0), in.get(1));
          var found = Gradients.of(x, Map.of(sum, in.get(0)), in);
          assertThat(found.get(in.get(1)).shape()).isEqualTo(in.get(0).shape());
          return List.of(sum);
        });
  }

  @Test
  void nothingIsFoundOfWhatAResultDoesNotDependOn() {
    var inputs = List.of(Array.random(1, 2, 3, 4), Array.random(2, 2, 3, 4));
    Compiled.run(
        inputs,
        (x, in) -> {
          var step =
              x.multiply(
                  x.multiply(in.get(0), x.number(x.less(in.get(1), in.get(0)))),
                  x.constantly(in.get(1)));
          var found = Gradients.of(x, Map.of(step, in.get(0)), in);
          assertThat(found).containsOnlyKeys(in.get(0));
          return List.of(step);
        });
  }

  /** It would be silently wrong to leave out a part of a derivative. */
  @Test
  void anOperationWithoutADerivativeSaysSo() {
    var inputs = List.of(Array.random(1, 2, 3, 4));
    Compiled.run(
        inputs,
        (x, in) -> {
          var largest = x.largest(in.get(0), 1);
          assertThatThrownBy(() -> Gradients.of(x, Map.of(largest, largest), in))
              .isInstanceOf(IllegalStateException.class)
              .hasMessage("there is no derivative of Max");
          return List.of(largest);
        });
  }
}
