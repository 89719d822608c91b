package org.descent.benchmarks;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * What the cores can do at best in float32: a large matrix product by oneDNN, in floating-point
 * operations per second.
 */
record Peak(int threads, double flops) {
  private static final int SIZE = 1536;

  /** The best of a few products on {@code threads} threads. */
  static Peak measure(int threads) {
    try (var graph = new Graph();
        var session =
            new Session(
                graph,
                ConfigProto.newBuilder()
                    .setIntraOpParallelismThreads(threads)
                    .setInterOpParallelismThreads(1)
                    .build())) {
      var tf = Ops.create(graph);
      var a = tf.placeholder(TFloat32.class);
      var product = tf.linalg.matMul(a, a);
      var corner = tf.slice(product, tf.array(0, 0), tf.array(1, 1));
      double best = 0;
      try (var matrix =
          TFloat32.tensorOf(
              Shape.of(SIZE, SIZE), m -> m.scalars().forEach(s -> s.setFloat(0.5f)))) {
        for (int i : List.of(0, 1, 2, 3, 4, 5, 6)) {
          long start = System.nanoTime();
          session.runner().feed(a, matrix).fetch(corner).run().close();
          double seconds = (System.nanoTime() - start) * 1e-9;
          best = i == 0 ? best : Math.max(best, 2.0 * SIZE * SIZE * SIZE / seconds);
        }
      }
      return new Peak(threads, best);
    }
  }
}
