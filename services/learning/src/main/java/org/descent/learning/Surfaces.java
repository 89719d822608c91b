package org.descent.learning;

import java.util.List;
import java.util.stream.IntStream;
import org.descent.contracts.Floats;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.Surface;
import org.descent.contracts.spec.HeadKind;
import org.descent.contracts.spec.SurfaceSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.graph.Tensors;
import org.descent.learning.head.Head;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Activation, loss and gradients of a network of one weight and one bias over a grid of both,
 * computed by TensorFlow's own gradient operations in float32.
 */
public final class Surfaces {
  private Surfaces() {}

  /**
   * Computes the surfaces that {@code training} asks for: {@code activation}, {@code loss}, {@code
   * weight-gradient} and {@code bias-gradient}, each averaged over the examples.
   *
   * @return none if it asks for none
   * @throws InvalidSpec if the network has more than a weight and a bias, or its head is not binary
   */
  public static List<Surface> compute(TrainingSpec training, Examples train) {
    return training.surfaceGrid().map(grid -> compute(training, train, grid)).orElse(List.of());
  }

  private static List<Surface> compute(TrainingSpec training, Examples train, SurfaceSpec grid) {
    var heads = training.network().heads();
    InvalidSpec.unless(
        training.network().layers().isEmpty()
            && heads.size() == 1
            && heads.get(0).kind() == HeadKind.BINARY
            && train.width() == 1,
        "a surface needs a network of one weight and one bias: no layers, one binary head, one"
            + " feature");
    var w = grid.weight().points();
    var b = grid.bias().points();
    try (var data = TrainingData.of(train, training);
        var graph = new Graph()) {
      var tf = Device.cpu().place(Ops.create(graph));
      var weights = tf.constant(points(w, b, true));
      var biases = tf.constant(points(w, b, false));
      var one = new Neuron(tf, training, weights, biases);
      try (var session = Sessions.open(graph);
          var result =
              session
                  .runner()
                  .setOptions(Sessions.IN_CALLER)
                  .feed(one.features, data.features())
                  .feed(one.targets, data.targets().get(0))
                  .fetch(one.activation)
                  .fetch(one.loss)
                  .fetch(one.gradients.get(0))
                  .fetch(one.gradients.get(1))
                  .run()) {
        var quantities = List.of("activation", "loss", "weight-gradient", "bias-gradient");
        return IntStream.range(0, quantities.size())
            .mapToObj(
                i ->
                    new Surface(
                        quantities.get(i), w, b, Floats.toBytes(Tensors.floats(result.get(i)))))
            .toList();
      }
    }
  }

  /** One neuron at every grid point at once; all operands are [points] or [points, examples]. */
  private static final class Neuron {
    final Operand<TFloat32> features;
    final Operand<TFloat32> targets;
    final Operand<TFloat32> activation;
    final Operand<TFloat32> loss;
    final List<? extends Operand<?>> gradients;

    Neuron(Ops tf, TrainingSpec training, Operand<TFloat32> weights, Operand<TFloat32> biases) {
      var head = Head.of(training.network().heads().get(0), training.loss());
      features = tf.placeholder(TFloat32.class);
      targets = tf.placeholder(TFloat32.class);
      var flat = tf.constant(new int[] {1, -1});
      var point = tf.constant(new int[] {-1, 1});
      // z: [points, examples]
      var z =
          tf.math.add(
              tf.linalg.matMul(tf.reshape(weights, point), tf.reshape(features, flat)),
              tf.reshape(biases, point));
      activation = tf.math.mean(tf.math.sigmoid(z), tf.constant(1));
      var losses = head.losses(tf, tf.expandDims(z, tf.constant(2)), targets);
      loss = tf.math.mean(losses, tf.constant(1));
      // a point's loss depends on its own weight and bias alone, so the sum's gradient is theirs
      gradients = tf.gradients(tf.reduceSum(loss, tf.constant(0)), List.of(weights, biases)).dy();
    }
  }

  /** The grid's weights or biases, [weights · biases]. */
  private static float[] points(double[] w, double[] b, boolean weights) {
    var points = new float[w.length * b.length];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) (weights ? w[i / b.length] : b[i % b.length]);
    }
    return points;
  }
}
