package org.descent.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * What the cores can do at best in float32: large matrix products by oneDNN, one on each thread at
 * the same time.
 *
 * @param flops floating-point operations a second, of all threads together
 */
record Peak(int threads, double flops) {
  private static final int SIZE = 1536;
  private static final int ROUNDS = 6;

  /** The best of a few rounds. */
  static Peak measure(int threads) {
    var pool = Executors.newFixedThreadPool(threads);
    // All begin a round together, so that it takes as long as the slowest needs.
    var together = new CyclicBarrier(threads);
    try {
      var products =
          pool.invokeAll(
              IntStream.range(0, threads)
                  .<Callable<double[]>>mapToObj(i -> () -> products(together))
                  .toList());
      double best = 0;
      for (int round = 0; round < ROUNDS; round++) {
        double slowest = 0;
        for (var product : products) {
          slowest = Math.max(slowest, product.get()[round]);
        }
        best = Math.max(best, threads * 2.0 * SIZE * SIZE * SIZE / slowest);
      }
      return new Peak(threads, best);
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
  }

  /** Seconds of each round. */
  private static double[] products(CyclicBarrier together) throws Exception {
    // One thread inside: TensorFlow's own pool has the size that the first session gave it.
    var settings =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .setUsePerSessionThreads(true)
            .build();
    try (var graph = new Graph();
        var session = new Session(graph, settings);
        var matrix =
            TFloat32.tensorOf(
                Shape.of(SIZE, SIZE), m -> m.scalars().forEach(s -> s.setFloat(0.5f)))) {
      var tf = Ops.create(graph);
      var a = tf.placeholder(TFloat32.class);
      var corner = tf.slice(tf.linalg.matMul(a, a), tf.array(0, 0), tf.array(1, 1));
      Runnable product = () -> session.runner().feed(a, matrix).fetch(corner).run().close();
      product.run();
      var seconds = new double[ROUNDS];
      for (int round = 0; round < ROUNDS; round++) {
        together.await();
        seconds[round] = Stopwatch.seconds(product);
      }
      return seconds;
    }
  }
}
