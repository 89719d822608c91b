package org.descent.learning.single;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.ParameterRole;
import org.descent.learning.head.Head;
import org.descent.learning.layer.Mode;
import org.descent.learning.layer.ProgramArray;
import org.descent.learning.layer.SinglePass;
import org.descent.learning.network.Network;
import org.descent.learning.optimiser.Optimisation;
import org.descent.learning.optimiser.Parameters;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * Builds the graph of a {@link UnrolledProgram} and names its ends. Its gradients are TensorFlow's:
 * a witness that knows nothing of how stacked programs derive theirs.
 */
final class UnrolledGraph {
  /** [examples, features]. */
  final Placeholder<TFloat32> features;

  /** One a head: [examples, outputs]. */
  final List<Operand<TFloat32>> targets;

  /** Flat parameters, then what the optimiser remembers: [parameters] each. */
  final List<Operand<TFloat32>> state;

  /** The optimiser's settings: [steps, settings]. */
  final Placeholder<TFloat32> settings;

  /** What layers draw from in each iteration, two words each: [steps, layers, 2]. */
  final Placeholder<TInt32> draws;

  /** Indices of the examples of each mini-batch: [steps, batch]. */
  final Placeholder<TInt32> batches;

  /** The first iteration alone. */
  final Ends first;

  /** All iterations. */
  final Ends all;

  /** The first example of those that are measured beside training, and their number: [2]. */
  final Placeholder<TInt32> block;

  /** Metrics on those before the first iteration: [2 · heads, 1]. */
  final Operand<TFloat32> evaluation;

  private final UnrolledKey key;
  private final int steps;
  private final Ops tf;
  private final Network network;
  private final Optimisation optimisation;
  private final List<HeadSpec> specs;
  private final List<Head> heads;

  /**
   * What a run of some iterations yields.
   *
   * @param state after them
   * @param metrics [2 · heads, steps]: for each head its loss, then its number of right answers
   * @param lengths of the gradients of arrays that are trained, if they are seen: [steps, arrays]
   */
  record Ends(
      List<Operand<TFloat32>> state,
      Operand<TFloat32> metrics,
      Optional<Operand<TFloat32>> lengths) {}

  /** One iteration: the state after it, and what it was measured on. */
  private record Step(
      List<Operand<TFloat32>> state,
      List<Operand<TFloat32>> logits,
      List<Operand<TFloat32>> targets,
      Optional<Operand<TFloat32>> lengths) {}

  UnrolledGraph(Ops tf, UnrolledKey key) {
    this.tf = tf;
    this.key = key;
    this.steps = key.steps();
    this.network = Network.of(key.network(), key.inputShape());
    this.optimisation = key.optimisation();
    this.specs = key.network().heads();
    this.heads = specs.stream().map(h -> Head.of(h, key.structure().loss())).toList();
    features = tf.placeholder(TFloat32.class);
    targets = placeholders(heads.size());
    state = placeholders(1 + optimisation.slots().size());
    settings =
        tf.placeholder(
            TFloat32.class, Placeholder.shape(Shape.of(steps, optimisation.settings().size())));
    draws =
        tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(steps, network.draws().size(), 2)));
    batches = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(steps, key.batchExamples())));
    var unrolled = unroll();
    first = ends(unrolled.subList(0, 1));
    all = ends(unrolled);
    block = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
    var measured = network.single(pass(Mode.MEASURE, state.get(0), 0), inBlock(features));
    evaluation =
        metrics(
            measured.stream().map(z -> stack(List.of(z))).toList(), mapped(targets, this::inBlock));
  }

  /** Some rows, where they are: whole rows are not copied. */
  private Operand<TFloat32> inBlock(Operand<TFloat32> rows) {
    var bounds = tf.unstack(block, 2L).output();
    var begin = tf.stack(List.of(bounds.get(0), tf.constant(0)));
    var size = tf.stack(List.of(bounds.get(1), tf.constant(-1)));
    return tf.slice(rows, begin, size);
  }

  private List<Step> unroll() {
    var each = tf.unstack(settings, (long) steps).output();
    var unrolled = new ArrayList<Step>();
    var before = state;
    for (int i = 0; i < steps; i++) {
      var step = step(before, i, each.get(i));
      unrolled.add(step);
      before = step.state();
    }
    return unrolled;
  }

  private Step step(List<Operand<TFloat32>> before, int i, Operand<TFloat32> numbers) {
    Operand<TFloat32> x = features;
    var y = targets;
    if (!key.batch().full()) {
      var axis = tf.constant(0);
      var chosen = tf.gather(batches, tf.constant(i), axis);
      x = tf.gather(features, chosen, axis);
      y = mapped(targets, t -> tf.gather(t, chosen, axis));
    }
    var pass = pass(Mode.TRAIN, before.get(0), i);
    var shared = network.likeInUse(pass, x);
    var logits = network.afterLikeInUse(pass, shared);
    var gradients = gradients(pass.arrays(), logits, y);
    var after = updated(before, gradients, numbers, pass.remembered());
    var lengths = key.seen() ? Optional.of(lengths(gradients)) : absent();
    boolean own = key.batch().full() || key.measuresBatch();
    if (own && !key.network().modal()) {
      return new Step(after, logits, y, lengths);
    }
    var used = pass(Mode.MEASURE, before.get(0), i);
    var measured = own ? network.afterLikeInUse(used, shared) : network.single(used, features);
    return new Step(after, measured, own ? y : targets, lengths);
  }

  private static Optional<Operand<TFloat32>> absent() {
    return Optional.empty();
  }

  /** Of each gradient, in double: what is small has no square in float32. */
  private Operand<TFloat32> lengths(Map<String, Operand<TFloat32>> gradients) {
    var lengths = new ArrayList<Operand<TFloat32>>();
    for (var gradient : gradients.values()) {
      var flat = tf.dtypes.cast(tf.reshape(gradient, tf.constant(new int[] {-1})), TFloat64.class);
      var square = tf.reduceSum(tf.math.square(flat), tf.constant(0));
      lengths.add(tf.dtypes.cast(tf.math.sqrt(square), TFloat32.class));
    }
    return stack(lengths);
  }

  private SinglePass pass(Mode mode, Operand<TFloat32> parameters, int i) {
    var drawn = new LinkedHashMap<String, List<Operand<TInt32>>>();
    network.draws().forEach((layer, place) -> drawn.put(layer, drawn(i, place)));
    var arrays = network.arrays(tf, parameters);
    return new SinglePass(tf, mode, arrays, drawn, new LinkedHashMap<>());
  }

  /** The two words of a layer. */
  private List<Operand<TInt32>> drawn(int i, int place) {
    var axis = tf.constant(0);
    var layers = tf.gather(draws, tf.constant(i), axis);
    return List.copyOf(tf.unstack(tf.gather(layers, tf.constant(place), axis), 2L).output());
  }

  /** The gradient of the total loss over each of {@code parameters} that is trained, by name. */
  private Map<String, Operand<TFloat32>> gradients(
      Map<String, Operand<TFloat32>> parameters,
      List<Operand<TFloat32>> logits,
      List<Operand<TFloat32>> wanted) {
    Operand<TFloat32> total = null;
    for (int i = 0; i < heads.size(); i++) {
      var losses = heads.get(i).losses(tf, logits.get(i), wanted.get(i));
      var scale = tf.constant((float) (specs.get(i).weight() / key.batchExamples()));
      var loss = tf.math.mul(tf.reduceSum(losses, tf.constant(0)), scale);
      total = total == null ? loss : tf.math.add(total, loss);
    }
    var trained = network.arrays().stream().filter(a -> a.role().trained()).toList();
    var found = tf.gradients(total, trained.stream().map(a -> parameters.get(a.name())).toList());
    var gradients = new LinkedHashMap<String, Operand<TFloat32>>();
    trained.forEach(array -> gradients.put(array.name(), found.dy(gradients.size())));
    return gradients;
  }

  private List<Operand<TFloat32>> updated(
      List<Operand<TFloat32>> before,
      Map<String, Operand<TFloat32>> gradients,
      Operand<TFloat32> numbers,
      Map<String, Operand<TFloat32>> remembered) {
    var each = tf.unstack(numbers, (long) optimisation.settings().size()).output();
    var now = new LinkedHashMap<String, Operand<TFloat32>>();
    optimisation.settings().forEach(setting -> now.put(setting, each.get(now.size())));
    var vectors = new ArrayList<Map<String, Operand<TFloat32>>>();
    before.forEach(vector -> vectors.add(network.arrays(tf, vector)));
    var arrays = new LinkedHashMap<String, Parameters<Operand<TFloat32>>>();
    for (var array : network.arrays()) {
      if (array.role().trained()) {
        var own = vectors.stream().map(v -> matrix(array, v.get(array.name()))).toList();
        arrays.put(
            array.name(),
            new Parameters<>(
                array.role(),
                array.hidden(),
                array.rows(),
                array.columns(),
                own.get(0),
                own.subList(1, own.size()),
                matrix(array, gradients.get(array.name()))));
      }
    }
    var updated = optimisation.single(tf, now, arrays);
    var after = new ArrayList<Operand<TFloat32>>();
    for (int i = 0; i < before.size(); i++) {
      var parts = new ArrayList<Operand<TFloat32>>();
      for (var array : network.arrays()) {
        var values = updated.get(array.name());
        var untrained = vectors.get(i).get(array.name());
        if (i == 0) {
          untrained = remembered.getOrDefault(array.name(), untrained);
        }
        var part = values == null ? untrained : values.get(i);
        parts.add(tf.reshape(part, tf.constant(new int[] {-1})));
      }
      after.add(tf.concat(parts, tf.constant(0)));
    }
    return after;
  }

  /** Weights as [inputs, outputs], whatever their axes. */
  private Operand<TFloat32> matrix(ProgramArray array, Operand<TFloat32> values) {
    return array.columns() == 1 && array.role() != ParameterRole.WEIGHT
        ? values
        : tf.reshape(values, tf.constant(new int[] {array.columns(), array.rows()}));
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
    var lengths = last.lengths().map(l -> stack(mapped(padded, s -> s.lengths().orElseThrow())));
    return new Ends(last.state(), metrics(logits, wanted), lengths);
  }

  /**
   * @param logits of each head: [sets, examples, outputs]
   */
  private Operand<TFloat32> metrics(
      List<Operand<TFloat32>> logits, List<Operand<TFloat32>> wanted) {
    var examples = tf.constant(1);
    var rows = new ArrayList<Operand<TFloat32>>();
    for (int i = 0; i < heads.size(); i++) {
      rows.add(tf.math.mean(heads.get(i).losses(tf, logits.get(i), wanted.get(i)), examples));
      var right = heads.get(i).right(tf, logits.get(i), wanted.get(i));
      rows.add(tf.reduceSum(tf.dtypes.cast(right, TFloat32.class), examples));
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
