package org.descent.learning.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  @Override
  public Form out() {
    return Form.of(spec.out(place.in().shape()));
  }

  private int steps() {
    return place.in().axis(0);
  }

  @Override
  public List<ProgramArray> arrays() {
    int gates = Gru.GATES * spec.units();
    var each = IntStream.range(0, gates).toArray();
    var inputs = IntStream.range(0, place.in().axis(1)).toArray();
    var units = IntStream.range(0, spec.units()).toArray();
    return spec.directions().stream()
        .flatMap(
            way ->
                Stream.of(
                    ProgramArray.weights(name(way, "weights"), inputs, gates),
                    ProgramArray.weights(name(way, "recurrent"), units, gates),
                    ProgramArray.column(name(way, "biases"), ParameterRole.BIAS, each),
                    ProgramArray.column(name(way, "recurrent-biases"), ParameterRole.BIAS, each)))
        .toList();
  }

  private String name(Gru.Direction way, String array) {
    return place.parameter(way.array(array));
  }

  /** Which step of time a way takes as its {@code t}-th. */
  private int time(Gru.Direction way, int t) {
    return way == Gru.Direction.FORWARD ? t : steps() - 1 - t;
  }

  @Override
  public Output<?> stacked(StackedPass pass, Output<?> input) {
    var ways = spec.directions().stream().<Output<?>>map(way -> way(pass, way, input)).toList();
    return pass.xla().concatenated(ways, 1);
  }

  /**
   * What one way gives: [trials, units, time, examples], or at its end [trials, units, examples].
   */
  private Output<?> way(StackedPass pass, Gru.Direction way, Output<?> input) {
    var xla = pass.xla();
    var weights = pass.field(name(way, "weights"));
    int trials = Xla.length(weights, 0);
    int examples = Xla.length(input, -1);
    int gates = Gru.GATES * spec.units();
    var all = xla.reshape(input, Xla.length(input, 0), place.in().axis(1), steps() * examples);
    var given = xla.add(xla.product(weights, all), pass.field(name(way, "biases")));
    var byTime = xla.transpose(xla.reshape(given, trials, gates, steps(), examples), 2, 0, 1, 3);
    var state = new int[] {trials, spec.units(), examples};
    var own =
        List.<Output<?>>of(
            pass.field(name(way, "recurrent")), pass.field(name(way, "recurrent-biases")));
    var states = xla.scan(byTime, state, own, way == Gru.Direction.BACKWARD, this::next);
    if (spec.sequences()) {
      return xla.transpose(states, 1, 2, 0, 3);
    }
    var start = new int[] {time(way, steps() - 1), 0, 0, 0};
    var end = xla.slice(states, start, new int[] {1, trials, spec.units(), examples});
    return xla.reshape(end, state);
  }

  /**
   * The state after a step.
   *
   * @param h [trials, units, examples]
   * @param given to the gates from outside: [trials, gates, examples]
   * @param own weights and biases of the gates by the state before
   */
  private Output<?> next(Xla xla, Output<?> h, Output<?> given, List<Output<?>> own) {
    var before = xla.add(xla.product(own.get(0), h), own.get(1));
    var reset = bent(xla, SIGMOID, xla.add(gate(xla, given, 0), gate(xla, before, 0)));
    var update = bent(xla, SIGMOID, xla.add(gate(xla, given, 1), gate(xla, before, 1)));
    var candidate =
        bent(xla, TANH, xla.add(gate(xla, given, 2), xla.multiply(reset, gate(xla, before, 2))));
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
    var ways = spec.directions().stream().map(way -> states(pass, way, input)).toList();
    if (!spec.sequences()) {
      return joined(tf, IntStream.range(0, ways.size()).mapToObj(w -> last(ways, w)).toList());
    }
    var all = new ArrayList<Operand<TFloat32>>();
    for (int t = 0; t < steps(); t++) {
      int time = t;
      all.add(joined(tf, ways.stream().map(states -> states.get(time)).toList()));
    }
    return tf.stack(all, Stack.axis(1L));
  }

  /** Where a way ends. */
  private Operand<TFloat32> last(List<List<Operand<TFloat32>>> states, int way) {
    return states.get(way).get(time(spec.directions().get(way), steps() - 1));
  }

  private static Operand<TFloat32> joined(Ops tf, List<Operand<TFloat32>> parts) {
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(1));
  }

  /** The states of one way, in the order of time: [examples, units]. */
  private List<Operand<TFloat32>> states(
      SinglePass pass, Gru.Direction way, Operand<TFloat32> input) {
    var tf = pass.tf();
    var inputs = tf.unstack(input, (long) steps(), Unstack.axis(1L)).output();
    var states = new ArrayList<Operand<TFloat32>>(Collections.nCopies(steps(), null));
    var h = zeros(tf, inputs.get(0));
    for (int t = 0; t < steps(); t++) {
      int time = time(way, t);
      var given = affine(pass, way, "weights", "biases", inputs.get(time));
      h = next(tf, given, affine(pass, way, "recurrent", "recurrent-biases", h), h);
      states.set(time, h);
    }
    return states;
  }

  private Operand<TFloat32> affine(
      SinglePass pass, Gru.Direction way, String weights, String biases, Operand<TFloat32> x) {
    var product = pass.tf().linalg.matMul(x, pass.array(name(way, weights)));
    return pass.tf().nn.biasAdd(product, pass.array(name(way, biases)));
  }

  /** [examples, units]. */
  private Operand<TFloat32> zeros(Ops tf, Operand<TFloat32> x) {
    var column =
        tf.math.mul(
            tf.slice(x, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, 1})),
            tf.constant(0f));
    return tf.tile(column, tf.constant(new int[] {1, spec.units()}));
  }

  private Operand<TFloat32> next(
      Ops tf, Operand<TFloat32> given, Operand<TFloat32> own, Operand<TFloat32> h) {
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
    long product = (long) Gru.GATES * spec.units() * (place.in().axis(1) + spec.units());
    double all = (double) product * steps() * spec.directions().size();
    return new Work(all, all, product, 10L * steps() * spec.features(), 0, false);
  }
}
