package org.descent.learning;

import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.HeadSpec;
import org.descent.contracts.spec.NetworkSpec;
import org.descent.contracts.spec.ParameterLayout;
import org.descent.learning.graph.Tensors;
import org.descent.learning.layer.Mode;
import org.descent.learning.layer.SinglePass;
import org.descent.learning.network.Network;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The forward pass of a network as a graph of its own, into which weights are fed: one predictor
 * serves any number of weight vectors. May be shared by threads; closed by whoever made it.
 */
public final class Predictor implements AutoCloseable {
  /**
   * What one head says before its output function: arguments of the sigmoid or softmax, or the
   * number itself for regression.
   *
   * @param logits [examples, outputs], row-major
   */
  public record Output(HeadSpec head, float[] logits) {}

  /** About how many features of examples go through the network at once. */
  private static final int BLOCK = 1 << 20;

  private final NetworkSpec network;
  private final List<Integer> inputShape;
  private final int parameters;
  private final Graph graph = new Graph();
  private final Placeholder<TFloat32> weights;
  private final Placeholder<TFloat32> features;
  private final List<Operand<TFloat32>> logits;
  private final Session session;

  private Predictor(NetworkSpec network, List<Integer> inputShape) {
    this.network = network;
    this.inputShape = List.copyOf(inputShape);
    try {
      var layers = Network.of(network, inputShape);
      parameters = layers.layout().size();
      var tf = Device.cpu().place(Ops.create(graph));
      weights = tf.placeholder(TFloat32.class);
      features = tf.placeholder(TFloat32.class);
      var pass = new SinglePass(tf, Mode.MEASURE, layers.arrays(tf, weights));
      logits = layers.single(pass, features);
      session = Sessions.open(graph);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /**
   * Builds the graph of {@code network} for examples of {@code inputShape}.
   *
   * @throws InvalidSpec if the network does not fit the shape
   */
  public static Predictor of(NetworkSpec network, List<Integer> inputShape) {
    return new Predictor(network, inputShape);
  }

  /**
   * How many examples go through a network at once. Where those of a split come in blocks of that
   * many, they are predicted as they would be together.
   *
   * @param width number of features of an example
   */
  public static int examplesAtOnce(int width) {
    return Math.max(1, BLOCK / width);
  }

  /**
   * Predicts every example; many of them block by block, so that memory holds the layers' outputs.
   *
   * @param weights flat, see {@link ParameterLayout}
   * @return one output a head, in the network's order
   * @throws InvalidSpec if weights or examples are not of this network's size and shape
   */
  public List<Output> predict(float[] weights, Examples examples) {
    InvalidSpec.unless(
        weights.length == parameters,
        "%s weights for a network of %s parameters",
        weights.length,
        parameters);
    InvalidSpec.unless(
        examples.shape().equals(inputShape),
        "examples of shape %s for a network of inputs %s",
        examples.shape(),
        inputShape);
    int count = examples.count();
    int block = examplesAtOnce(examples.width());
    var all = new ArrayList<Output>();
    for (var head : network.heads()) {
      all.add(new Output(head, new float[Math.multiplyExact(count, head.outputs())]));
    }
    try (var flat = Tensors.of(weights, weights.length)) {
      for (int from = 0; from < count; from += block) {
        var some = count <= block ? examples : examples.slice(from, Math.min(count, from + block));
        predict(flat, some, from, all);
      }
    }
    return List.copyOf(all);
  }

  /** Puts the outputs of {@code examples}, of which the first is row {@code from}, into theirs. */
  private void predict(TFloat32 flat, Examples examples, int from, List<Output> all) {
    try (var x = Tensors.rows(examples)) {
      var runner =
          session.runner().setOptions(Sessions.IN_CALLER).feed(weights, flat).feed(features, x);
      logits.forEach(runner::fetch);
      try (var result = runner.run()) {
        for (int i = 0; i < all.size(); i++) {
          var some = Tensors.floats(result.get(i));
          int first = from * all.get(i).head().outputs();
          System.arraycopy(some, 0, all.get(i).logits(), first, some.length);
        }
      }
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
