package org.descent.learning.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.spec.Activation;
import org.descent.contracts.spec.Gru;
import org.descent.contracts.spec.ParameterRole;
import org.descent.learning.activation.ActivationFunction;
import org.descent.learning.graph.Xla;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/** Gated recurrent units, step by step. */
record GruLayer(Gru spec, Place place) implements Layer {
  private static final ActivationFunction SIGMOID = ActivationFunction.of(Activation.SIGMOID);
  private static final ActivationFunction TANH = ActivationFunction.of(Activation.TANH);
  private static final int GATES = 3;

  @Override
  public Form out() {
    return Form.of(spec.out(place.in().shape()));
  }

  private int steps() {
    return place.in().axis(0);
  }

  @Override
  public List<ProgramArray> arrays() {
    int gates = GATES * spec.units();
    var each = IntStream.range(0, gates).toArray();
    var inputs = IntStream.range(0, place.in().axis(1)).toArray();
    var units = IntStream.range(0, spec.units()).toArray();
    return List.of(
        ProgramArray.weights(place.parameter("weights"), inputs, gates),
        ProgramArray.weights(place.parameter("recurrent"), units, gates),
        ProgramArray.column(place.parameter("biases"), ParameterRole.BIAS, each),
        ProgramArray.column(place.parameter("recurrent-biases"), ParameterRole.BIAS, each));
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var xla = pass.xla();
    var weights = pass.field(place.parameter("weights"));
    int trials = Xla.length(weights, 0);
    int examples = Xla.length(input, -1);
    int gates = GATES * spec.units();
    var all = xla.reshape(input, Xla.length(input, 0), place.in().axis(1), steps() * examples);
    var given = xla.add(xla.product(weights, all), pass.field(place.parameter("biases")));
    var byStep = xla.reshape(given, trials, gates, steps(), examples);
    var states = new ArrayList<Output<?>>();
    var h = xla.zeros(trials, spec.units(), examples);
    for (int t = 0; t < steps(); t++) {
      var now = xla.slice(byStep, new int[] {0, 0, t, 0}, new int[] {trials, gates, 1, examples});
      h = next(pass, xla.reshape(now, trials, gates, examples), h);
      states.add(xla.reshape(h, trials, spec.units(), 1, examples));
    }
    return spec.sequences() ? xla.concatenated(states, 2) : h;
  }

  /** [trials, gates, examples], [trials, units, examples] → [trials, units, examples]. */
  private Output<?> next(StackedPass pass, Output<?> given, Output<?> h) {
    var xla = pass.xla();
    var recurrent = pass.field(place.parameter("recurrent"));
    var biases = pass.field(place.parameter("recurrent-biases"));
    var own = xla.add(xla.product(recurrent, h), biases);
    var reset = bent(xla, SIGMOID, xla.add(gate(xla, given, 0), gate(xla, own, 0)));
    var update = bent(xla, SIGMOID, xla.add(gate(xla, given, 1), gate(xla, own, 1)));
    var candidate =
        bent(xla, TANH, xla.add(gate(xla, given, 2), xla.multiply(reset, gate(xla, own, 2))));
    return xla.add(candidate, xla.multiply(update, xla.subtract(h, candidate)));
  }

  private Output<?> gate(Xla xla, Output<?> all, int gate) {
    var size = Xla.dimensions(all.shape());
    size[1] = spec.units();
    return xla.slice(all, new int[] {0, gate * spec.units(), 0}, size);
  }

  private static Output<?> bent(Xla xla, ActivationFunction function, Output<?> z) {
    return xla.formula(z, x -> function.stacked(x, z), (a, g) -> function.back(xla, z, a, g));
  }

  @Override
  public Operand<TFloat32> single(SinglePass pass, Operand<TFloat32> input) {
    var tf = pass.tf();
    var weights = pass.array(place.parameter("weights"));
    var biases = pass.array(place.parameter("biases"));
    var states = new ArrayList<Operand<TFloat32>>();
    Operand<TFloat32> h = null;
    for (var x : tf.unstack(input, (long) steps(), Unstack.axis(1L)).output()) {
      var given = tf.nn.biasAdd(tf.linalg.matMul(x, weights), biases);
      h = next(pass, given, h == null ? zeros(tf, x) : h);
      states.add(h);
    }
    return spec.sequences() ? tf.stack(states, Stack.axis(1L)) : h;
  }

  /** [examples, units]. */
  private Operand<TFloat32> zeros(Ops tf, Operand<TFloat32> x) {
    var column =
        tf.math.mul(
            tf.slice(x, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, 1})),
            tf.constant(0f));
    return tf.tile(column, tf.constant(new int[] {1, spec.units()}));
  }

  private Operand<TFloat32> next(SinglePass pass, Operand<TFloat32> given, Operand<TFloat32> h) {
    var tf = pass.tf();
    var product = tf.linalg.matMul(h, pass.array(place.parameter("recurrent")));
    var own = tf.nn.biasAdd(product, pass.array(place.parameter("recurrent-biases")));
    var reset = SIGMOID.single(tf, tf.math.add(gate(tf, given, 0), gate(tf, own, 0)));
    var update = SIGMOID.single(tf, tf.math.add(gate(tf, given, 1), gate(tf, own, 1)));
    var candidate =
        TANH.single(tf, tf.math.add(gate(tf, given, 2), tf.math.mul(reset, gate(tf, own, 2))));
    return tf.math.add(candidate, tf.math.mul(update, tf.math.sub(h, candidate)));
  }

  private Operand<TFloat32> gate(Ops tf, Operand<TFloat32> all, int gate) {
    return tf.slice(
        all,
        tf.constant(new int[] {0, gate * spec.units()}),
        tf.constant(new int[] {-1, spec.units()}));
  }

  @Override
  public Work work() {
    long product = (long) GATES * spec.units() * (place.in().axis(1) + spec.units());
    return new Work(
        (double) product * steps(),
        (double) product * steps(),
        product,
        10L * steps() * spec.units(),
        0,
        false);
  }
}
