package org.descent.learning.single;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.descent.learning.network.HeadGraph;
import org.descent.learning.network.NetworkGraph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Builds the graph of a {@link UnrolledProgram} and names its ends. */
final class UnrolledGraph {
  /** [examples, features]. */
  final Placeholder<TFloat32> features;

  /** One a head: [examples, outputs]. */
  final List<Operand<TFloat32>> targets;

  /** Flat parameters, then what the optimiser remembers: [parameters] each. */
  final List<Operand<TFloat32>> state;

  /** [steps]. */
  final Placeholder<TFloat32> stepSizes;

  /** Indices of the examples of each mini-batch: [steps, batch]. */
  final Placeholder<TInt32> batches;

  /** The first iteration alone. */
  final Ends first;

  /** All iterations. */
  final Ends all;

  /** Metrics on all of the data before the first iteration: [2 · heads, 1]. */
  final Operand<TFloat32> evaluation;

  private final UnrolledKey key;
  private final int steps;
  private final Ops tf;
  private final NetworkGraph network;
  private final List<HeadGraph> heads;

  /**
   * What a run of some iterations yields.
   *
   * @param state after them
   * @param metrics [2 · heads, steps]: for each head its loss, then its number of right answers
   */
  record Ends(List<Operand<TFloat32>> state, Operand<TFloat32> metrics) {}

  /** One iteration: the state after it, and what it was measured on. */
  private record Step(
      List<Operand<TFloat32>> state,
      List<Operand<TFloat32>> logits,
      List<Operand<TFloat32>> targets) {}

  UnrolledGraph(Ops tf, UnrolledKey key) {
    this.tf = tf;
    this.key = key;
    this.steps = key.steps();
    network = new NetworkGraph(tf, key.network(), key.layout());
    heads = key.network().heads().stream().map(h -> new HeadGraph(tf, h, key.loss())).toList();
    features = tf.placeholder(TFloat32.class);
    targets = placeholders(heads.size());
    state = placeholders(1 + Optimisation.memories(key.optimiser()));
    stepSizes = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(steps)));
    batches = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(steps, key.batchExamples())));
    var unrolled = unroll();
    first = ends(unrolled.subList(0, 1));
    all = ends(unrolled);
    var logits = network.forward(state.get(0), features).logits();
    evaluation = metrics(logits.stream().map(z -> stack(List.of(z))).toList(), targets);
  }

  private List<Step> unroll() {
    var sizes = tf.unstack(stepSizes, (long) steps).output();
    var optimisation = new Optimisation(tf, key.optimiser());
    var unrolled = new ArrayList<Step>();
    var before = state;
    for (int i = 0; i < steps; i++) {
      var step = step(before, i, optimisation, sizes.get(i));
      unrolled.add(step);
      before = step.state();
    }
    return unrolled;
  }

  private Step step(
      List<Operand<TFloat32>> before, int i, Optimisation optimisation, Operand<TFloat32> size) {
    Operand<TFloat32> x = features;
    var y = targets;
    if (!key.batch().full()) {
      var axis = tf.constant(0);
      var chosen = tf.gather(batches, tf.constant(i), axis);
      x = tf.gather(features, chosen, axis);
      y = mapped(targets, t -> tf.gather(t, chosen, axis));
    }
    var pass = network.forward(before.get(0), x);
    var after = optimisation.update(before, gradient(pass, y), size);
    return key.batch().full() || key.measuresBatch()
        ? new Step(after, pass.logits(), y)
        : new Step(after, network.forward(before.get(0), features).logits(), targets);
  }

  private Operand<TFloat32> gradient(NetworkGraph.Pass pass, List<Operand<TFloat32>> wanted) {
    var derivatives = new ArrayList<Operand<TFloat32>>();
    for (int i = 0; i < heads.size(); i++) {
      derivatives.add(
          heads.get(i).derivative(pass.logits().get(i), wanted.get(i), key.batchExamples()));
    }
    return network.backward(pass, derivatives);
  }

  /** Metrics are padded to all steps, so that their sums are taken in one order however many. */
  private Ends ends(List<Step> taken) {
    var last = taken.get(taken.size() - 1);
    var padded = new ArrayList<>(taken);
    padded.addAll(Collections.nCopies(steps - taken.size(), last));
    var logits = new ArrayList<Operand<TFloat32>>();
    var wanted = new ArrayList<Operand<TFloat32>>();
    for (int i = 0; i < heads.size(); i++) {
      int head = i;
      logits.add(stack(mapped(padded, s -> s.logits().get(head))));
      wanted.add(
          key.measuresBatch()
              ? stack(mapped(padded, s -> s.targets().get(head)))
              : targets.get(head));
    }
    return new Ends(last.state(), metrics(logits, wanted));
  }

  private Operand<TFloat32> metrics(
      List<Operand<TFloat32>> logits, List<Operand<TFloat32>> wanted) {
    var rows = new ArrayList<Operand<TFloat32>>();
    for (int i = 0; i < heads.size(); i++) {
      rows.add(heads.get(i).loss(logits.get(i), wanted.get(i)));
      rows.add(heads.get(i).right(logits.get(i), wanted.get(i)));
    }
    return stack(rows);
  }

  private Operand<TFloat32> stack(List<Operand<TFloat32>> values) {
    return tf.stack(values, Stack.axis(0L));
  }

  private List<Operand<TFloat32>> placeholders(int count) {
    return IntStream.range(0, count)
        .<Operand<TFloat32>>mapToObj(i -> tf.placeholder(TFloat32.class))
        .toList();
  }

  private static <T> List<Operand<TFloat32>> mapped(
      List<T> values, Function<T, Operand<TFloat32>> mapping) {
    return values.stream().map(mapping).toList();
  }
}
