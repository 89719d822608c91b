package org.descent.learning.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.descent.learning.Sessions;
import org.descent.learning.oracle.Functions;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;

/** The functions against Java's in double precision: a float32 has about 6e-8 of relative error. */
class TranscendentalTest {
  private static final double RELATIVE = 4e-7;

  @Test
  void expIsPrecise() {
    agrees(Transcendental::exp, Math::exp, grid(-86.9, 86.9));
    agrees(Transcendental::exp, Math::exp, 0, 1e-10, -1e-10, 0.3465736, -0.3465736);
  }

  @Test
  void whatIsNoNormalNumberIsZero() {
    float infinity = Float.POSITIVE_INFINITY;
    var vanished = new float[] {-87.001f, -87.5f, -88, -104, -1e30f, -infinity};
    assertThat(values(Transcendental::exp, vanished)).containsOnly(0);
    assertThat(values(Transcendental::decay, vanished)).containsOnly(0);
    assertThat(values(Transcendental::decay, 88, infinity)).containsOnly(0);
    assertThat(values(Transcendental::sigmoid, -88, -infinity)).containsOnly(0);
  }

  @Test
  void sigmoidIsPrecise() {
    agrees(Transcendental::sigmoid, x -> 1 / (1 + Math.exp(-x)), grid(-86, 100));
  }

  @Test
  void tanhIsPreciseNearZeroToo() {
    agrees(Transcendental::tanh, Math::tanh, grid(-15, 15));
    agrees(Transcendental::tanh, Math::tanh, 1e-6, -1e-6, 1e-3, -1e-3, 0.02, 0.2, 100, -100);
  }

  @Test
  void expMinus1IsPreciseNearZeroToo() {
    agrees(Transcendental::expMinus1, Math::expm1, grid(-86.9, 86.9));
    agrees(Transcendental::expMinus1, Math::expm1, 1e-6, -1e-6, 1e-3, -1e-3, 0.3465, -0.3466, -200);
  }

  @Test
  void erfIsPreciseNearZeroToo() {
    agrees(Transcendental::erf, Functions::erf, grid(-6, 6));
    agrees(Transcendental::erf, Functions::erf, 1e-20, -1e-6, 1e-3, 0.9499, 0.9501, 3.99, 4.01, 50);
  }

  @Test
  void logOf1PlusIsPreciseNearZeroToo() {
    agrees(Transcendental::log1Plus, Math::log1p, grid(0, 1));
    agrees(Transcendental::log1Plus, Math::log1p, 1e-30, 1e-10, 1e-5, 0.41421, 0.41422, 1);
  }

  @Test
  void logIsPrecise() {
    agrees(Transcendental::log, Math::log, 1e-30, 1e-3, 0.5, 0.7, 0.71, 1, 2, 1000, 65536, 1e30);
    agrees(Transcendental::log, Math::log, grid(1.01, 1000));
  }

  @Test
  void notANumberStaysSoAndInfinityIsBounded() {
    float nan = Float.NaN;
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(values(Transcendental::sigmoid, nan, infinity)).containsExactly(nan, 1);
    assertThat(values(Transcendental::tanh, nan, infinity, -infinity)).containsExactly(nan, 1, -1);
    assertThat(values(Transcendental::exp, nan)).containsExactly(nan);
    assertThat(values(Transcendental::decay, nan)).containsExactly(nan);
    assertThat(values(Transcendental::erf, nan, infinity, -infinity)).containsExactly(nan, 1, -1);
    assertThat(values(Transcendental::expMinus1, nan, -infinity)).containsExactly(nan, -1);
  }

  private static double[] grid(double from, double to) {
    return DoubleStream.iterate(from, x -> x <= to, x -> x + (to - from) / 5000).toArray();
  }

  private static void agrees(
      BiFunction<Transcendental, Output<?>, Output<?>> function,
      DoubleUnaryOperator expected,
      double... at) {
    var arguments = new float[at.length];
    for (int i = 0; i < at.length; i++) {
      arguments[i] = (float) at[i];
    }
    var values = values(function, arguments);
    for (int i = 0; i < at.length; i++) {
      double wanted = expected.applyAsDouble(arguments[i]);
      assertThat((double) values[i])
          .as("at %s", arguments[i])
          .isCloseTo(wanted, within(Math.abs(wanted) * RELATIVE));
    }
  }

  private static float[] values(
      BiFunction<Transcendental, Output<?>, Output<?>> function, float... arguments) {
    try (var graph = new Graph();
        var session = Sessions.open(graph)) {
      var tf = Ops.create(graph);
      var at = tf.constant(arguments).asOutput();
      var result = function.apply(new Transcendental(new Xla(tf)), at);
      try (var run = session.runner().fetch(result).run()) {
        return Tensors.floats(run.get(0));
      }
    }
  }
}
