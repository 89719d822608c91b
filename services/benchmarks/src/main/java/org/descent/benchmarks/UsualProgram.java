package org.descent.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * TensorFlow Java as most people write it: variables, TensorFlow's gradients, and one {@code
 * Session.run} a step that is fed the batch and fetches loss and accuracy. One trial, one thread.
 */
final class UsualProgram implements AutoCloseable {
  private final Graph graph = new Graph();
  private final Session session;
  private final Ops tf = Ops.create(graph);
  private final Placeholder<TFloat32> x;
  private final Placeholder<TFloat32> y;
  private final List<Op> starts = new ArrayList<>();
  private final List<Op> updates = new ArrayList<>();
  private final List<VarHandleOp> variables = new ArrayList<>();
  private final List<Operand<TFloat32>> values = new ArrayList<>();
  private final Operand<TFloat32> loss;
  private final Operand<TFloat32> accuracy;
  private final float[] features;
  private final float[] labels;
  private final Shape shape;

  private UsualProgram(
      float[] features, float[] labels, Shape shape, float[] weights, boolean dense) {
    this.features = features;
    this.labels = labels;
    this.shape = shape;
    x = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    y = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(labels.length, 1)));
    var logits = dense ? denseLogits(weights) : convLogits(weights);
    loss =
        tf.math.mean(tf.math.sub(tf.math.softplus(logits), tf.math.mul(logits, y)), tf.array(0, 1));
    var right =
        tf.math.equal(
            tf.math.greaterEqual(logits, tf.constant(0f)),
            tf.math.greaterEqual(y, tf.constant(0.5f)));
    accuracy = tf.math.mean(tf.dtypes.cast(right, TFloat32.class), tf.array(0, 1));
    var gradients = tf.gradients(loss, values);
    for (int i = 0; i < variables.size(); i++) {
      updates.add(
          tf.train.resourceApplyGradientDescent(
              variables.get(i), tf.constant(DenseWork.LEARNING_RATE), gradients.<TFloat32>dy(i)));
    }
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(1)
                .setInterOpParallelismThreads(1)
                .build());
  }

  static UsualProgram of(DenseWork work) {
    return new UsualProgram(
        work.features(), work.labels(), Shape.of(64, 16), work.weights(0), true);
  }

  static UsualProgram of(ConvWork work) {
    return new UsualProgram(
        work.features(), work.labels(), Shape.of(64, 16, 16, 1), work.weights(), false);
  }

  /** Loss of every iteration, [steps]. */
  float[] train(int steps) {
    for (var start : starts) {
      session.runner().addTarget(start).run().close();
    }
    var losses = new float[steps];
    for (int step = 0; step < steps; step++) {
      try (var images = TFloat32.tensorOf(shape, DataBuffers.of(features, true, false));
          var targets =
              TFloat32.tensorOf(Shape.of(labels.length, 1), DataBuffers.of(labels, true, false))) {
        var runner = session.runner().feed(x, images).feed(y, targets).fetch(loss).fetch(accuracy);
        updates.forEach(runner::addTarget);
        try (var result = runner.run()) {
          losses[step] = ((TFloat32) result.get(0)).getFloat();
          lastAccuracy = ((TFloat32) result.get(1)).getFloat();
        }
      }
    }
    return losses;
  }

  /** Read, so that fetching it is part of the work. */
  volatile float lastAccuracy;

  @Override
  public void close() {
    session.close();
    graph.close();
  }

  private Operand<TFloat32> denseLogits(float[] w) {
    var hidden =
        tf.nn.relu(tf.math.add(tf.linalg.matMul(x, variable(w, 0, 16, 4)), variable(w, 64, 4)));
    return tf.math.add(tf.linalg.matMul(hidden, variable(w, 68, 4, 1)), variable(w, 72, 1));
  }

  private Operand<TFloat32> convLogits(float[] w) {
    var strides = List.of(1L, 1L, 1L, 1L);
    var first =
        tf.nn.relu(
            tf.math.add(
                tf.nn.conv2d(x, variable(w, 0, 7, 7, 1, 16), strides, "VALID"),
                variable(w, 784, 16)));
    var second =
        tf.nn.relu(
            tf.math.add(
                tf.nn.conv2d(first, variable(w, 800, 7, 7, 16, 8), strides, "VALID"),
                variable(w, 7072, 8)));
    var flat = tf.reshape(second, tf.array(-1, 128));
    return tf.math.add(tf.linalg.matMul(flat, variable(w, 7080, 128, 1)), variable(w, 7208, 1));
  }

  private Operand<TFloat32> variable(float[] weights, int offset, long... dimensions) {
    var of = Shape.of(dimensions);
    var handle = tf.varHandleOp(TFloat32.class, of, VarHandleOp.sharedName("w" + offset));
    var start = Arrays.copyOfRange(weights, offset, offset + (int) of.size());
    starts.add(tf.assignVariableOp(handle, tf.constant(of, DataBuffers.of(start, true, false))));
    var value = tf.readVariableOp(handle, TFloat32.class);
    variables.add(handle);
    values.add(value);
    return value;
  }
}
