package org.descent.learning;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.proto.RunOptions;

/**
 * How every TensorFlow session of Descent is opened and run.
 *
 * <p>The number of intra-op threads is fixed, since the order of floating point sums in large
 * products depends on it, but must not depend on the machine or on how many trials are trained at a
 * time. The whole process shares that pool, and the first session opened decides its size. Graphs
 * run as they were built, without rewriting, so that an iteration computes the same bits wherever
 * in a program it stands.
 */
public final class Sessions {
  /** Runs operations in the calling thread: parallelism is over trials, not within one. */
  public static final RunOptions IN_CALLER =
      RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  /**
   * One, which leaves every operation in its caller; but where XLA hands programs to that pool, two
   * convolutional trials would wait for each other.
   */
  private static final int INTRA_OP_THREADS = XlaFlags.inCaller() ? 1 : 2;

  private static final ConfigProto CONFIG =
      ConfigProto.newBuilder()
          .setIntraOpParallelismThreads(INTRA_OP_THREADS)
          .setInterOpParallelismThreads(1)
          .setAllowSoftPlacement(true)
          .setGpuOptions(GPUOptions.newBuilder().setAllowGrowth(true))
          .setGraphOptions(
              GraphOptions.newBuilder()
                  .setOptimizerOptions(
                      OptimizerOptions.newBuilder().setOptLevel(OptimizerOptions.Level.L0))
                  .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
          .build();

  private Sessions() {}

  public static Session open(Graph graph) {
    return new Session(graph, CONFIG);
  }

  /** Opens a session in which operations stay on the device they were put on, or fail. */
  public static Session openStrict(Graph graph) {
    return new Session(graph, CONFIG.toBuilder().setAllowSoftPlacement(false).build());
  }
}
