package org.descent.learning.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StatelessWhile;

/**
 * A state that goes through time, from zeros on: a loop, so that its step is compiled once, however
 * many there are. The derivative is that of the step, which is computed once more where the loop
 * comes back to it.
 */
public final class Scan {
  private final Ops tf;
  private final Output<?> given;
  private final int[] state;
  private final List<Output<?>> shared;
  private final boolean backwards;
  private final Next next;

  /** States by time; the first, which is zeros, at the end from which it goes. */
  private final Output<?> states;

  private final Map<Output<?>, List<Output<?>>> pulled = new HashMap<>();

  /** A step. It must not sum over examples: such sums would not be {@link Apart}. */
  public interface Next {
    /**
     * The state after it.
     *
     * @param state before it
     * @param given at this time
     * @param shared what is the same at all times
     */
    Output<?> of(Xla xla, Output<?> state, Output<?> given, List<Output<?>> shared);
  }

  /** What a pass of a loop makes of the counter and of what it carries, which it may shorten. */
  private interface Body extends BiFunction<Xla, List<Output<?>>, List<Output<?>>> {}

  /**
   * @param given [steps, …], all float32 like what is shared
   * @param state its shape
   * @param backwards whether it goes from the last step to the first
   */
  Scan(Ops tf, Output<?> given, int[] state, List<Output<?>> shared, boolean backwards, Next next) {
    this.tf = tf;
    this.given = given;
    this.state = state.clone();
    this.shared = List.copyOf(shared);
    this.backwards = backwards;
    this.next = next;
    this.states = forward();
  }

  /**
   * The same states without a loop, each step by itself: their derivatives can be derived again.
   */
  static Output<?> writtenOut(
      Xla xla, Output<?> given, int[] state, List<Output<?>> shared, boolean backwards, Next next) {
    int steps = Xla.length(given, 0);
    var element = tail(Xla.dimensions(given.shape()));
    var states = new ArrayList<Output<?>>(Collections.nCopies(steps, null));
    var now = xla.zeros(state);
    for (int step = 0; step < steps; step++) {
      int time = backwards ? steps - 1 - step : step;
      var from = new int[element.length + 1];
      from[0] = time;
      var own = xla.reshape(xla.slice(given, from, longer(1, element)), element);
      now = next.of(xla, now, own, shared);
      states.set(time, xla.reshape(now, longer(1, state)));
    }
    return xla.concatenated(states, 0);
  }

  private int steps() {
    return Xla.length(given, 0);
  }

  private int[] element() {
    return tail(Xla.dimensions(given.shape()));
  }

  /** The state after each step, by time: [steps, …]. */
  Output<?> result(Xla xla) {
    var start = new int[state.length + 1];
    start[0] = backwards ? 0 : 1;
    return xla.slice(states, start, longer(steps(), state));
  }

  private Output<?> forward() {
    var xla = new Xla(tf);
    var carried = new ArrayList<Output<?>>(List.of(xla.zeros(longer(steps() + 1, state)), given));
    carried.addAll(shared);
    return loop(
            carried,
            (x, in) -> {
              var time = time(x, in.get(0), backwards);
              var before = at(x, in.get(1), plus(x, time, backwards ? 1 : 0), state);
              var after =
                  next.of(x, before, at(x, in.get(2), time, element()), in.subList(3, in.size()));
              return List.of(put(x, in.get(1), plus(x, time, backwards ? 0 : 1), after));
            })
        .get(0);
  }

  /** Derivatives by what is given, then by what is shared, each of which may yet be summed. */
  List<Step.Pullback> pullbacks() {
    return IntStream.range(0, 1 + shared.size())
        .<Step.Pullback>mapToObj(i -> g -> pulled.computeIfAbsent(g, this::back).get(i))
        .toList();
  }

  private List<Output<?>> back(Output<?> gradients) {
    var xla = new Xla(tf);
    var changed = new ArrayList<Output<?>>(List.of(xla.zeros(state)));
    shapes().forEach(shape -> changed.add(xla.zeros(shape)));
    changed.set(1, xla.zeros(Xla.dimensions(given.shape())));
    int count = changed.size();
    var carried = new ArrayList<>(changed);
    carried.addAll(List.of(gradients, states, given));
    carried.addAll(shared);
    var end =
        loop(
            carried,
            (x, in) -> {
              var time = time(x, in.get(0), !backwards);
              var own = in.subList(1 + count, in.size());
              var before = at(x, own.get(1), plus(x, time, backwards ? 1 : 0), state);
              var now = at(x, own.get(2), time, element());
              var after = x.add(in.get(1), at(x, own.get(0), time, state));
              var found = derivatives(x, after, before, now, own.subList(3, own.size()));
              var next = new ArrayList<Output<?>>(List.of(found.get(0)));
              next.add(put(x, in.get(2), time, found.get(1)));
              for (int i = 2; i < count; i++) {
                next.add(x.add(in.get(1 + i), found.get(i)));
              }
              return next;
            });
    return end.subList(1, count);
  }

  /** Of a step: by the state before it, by what is given, and by what is shared. */
  private List<Output<?>> derivatives(
      Xla xla, Output<?> gradient, Output<?> before, Output<?> now, List<Output<?>> shared) {
    var own = xla.afresh();
    var after = next.of(own, before, now, shared);
    var wanted = new ArrayList<Output<?>>(List.of(before, now));
    wanted.addAll(shared);
    var found = Gradients.of(own, Map.of(after, gradient), wanted);
    var zeros = xla.silent();
    return wanted.stream()
        .<Output<?>>map(
            each -> {
              var known = found.get(each);
              return known == null ? zeros.zeros(Xla.dimensions(each.shape())) : known;
            })
        .toList();
  }

  /** Of the derivatives of a step by what is given and by what is shared. */
  private List<int[]> shapes() {
    try (var graph = new Graph()) {
      var xla = new Xla(Ops.create(graph));
      var own = shared.stream().<Output<?>>map(each -> placeholder(xla, each)).toList();
      return derivatives(xla, xla.zeros(state), xla.zeros(state), xla.zeros(element()), own)
          .stream()
          .skip(1)
          .map(each -> Xla.dimensions(each.shape()))
          .toList();
    }
  }

  private Output<?> time(Xla x, Output<?> counter, boolean fromTheEnd) {
    return fromTheEnd ? x.subtract(x.scalar(steps() - 1), counter) : counter;
  }

  private static Output<?> plus(Xla x, Output<?> time, int more) {
    return more == 0 ? time : x.add(time, x.scalar(more));
  }

  private static Output<?> at(Xla x, Output<?> all, Output<?> time, int[] shape) {
    return x.reshape(x.read(all, longer(1, shape), start(x, time, shape)), shape);
  }

  private static Output<?> put(Xla x, Output<?> all, Output<?> time, Output<?> part) {
    var shape = Xla.dimensions(part.shape());
    return x.write(all, x.reshape(part, longer(1, shape)), start(x, time, shape));
  }

  private static Output<?>[] start(Xla x, Output<?> time, int[] shape) {
    var start = new Output<?>[shape.length + 1];
    Arrays.fill(start, x.scalar(0));
    start[0] = time;
    return start;
  }

  private static int[] longer(int first, int[] shape) {
    return IntStream.concat(IntStream.of(first), Arrays.stream(shape)).toArray();
  }

  private static int[] tail(int[] shape) {
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  /** What is carried after so many passes as there are steps. */
  private List<Output<?>> loop(List<Output<?>> carried, Body body) {
    var xla = new Xla(tf);
    var start = new ArrayList<Output<?>>(List.of(xla.scalar(0)));
    start.addAll(carried);
    try (var condition = function(start, (x, in) -> List.of(x.less(in.get(0), x.scalar(steps()))));
        var pass =
            function(
                start,
                (x, in) -> {
                  // a loop's body returns what it is given, in the same order
                  var after = new ArrayList<Output<?>>(in);
                  after.set(0, x.add(in.get(0), x.scalar(1)));
                  var changed = body.apply(x, in);
                  for (int i = 0; i < changed.size(); i++) {
                    after.set(1 + i, changed.get(i));
                  }
                  return after;
                })) {
      var operands = new ArrayList<Operand<?>>(start);
      var end = StatelessWhile.create(tf.scope(), operands, condition, pass).output();
      return List.copyOf(end.subList(1, end.size()));
    }
  }

  private static ConcreteFunction function(List<Output<?>> inputs, Body body) {
    return ConcreteFunction.create(
        tf -> {
          var xla = new Xla(tf);
          var signature = Signature.builder("scan");
          var arguments = new ArrayList<Output<?>>();
          for (var input : inputs) {
            var argument = placeholder(xla, input);
            signature.input("in" + arguments.size(), argument);
            arguments.add(argument);
          }
          var results = body.apply(xla, arguments);
          for (int i = 0; i < results.size(); i++) {
            signature.output("out" + i, results.get(i));
          }
          return signature.build();
        });
  }

  private static Output<?> placeholder(Xla xla, Output<?> like) {
    return xla.placeholder(Field.given("in", like.dataType(), like.shape().asArray()));
  }
}
