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
 * <p>One intra-op thread, since the order of floating point sums must not depend on the machine;
 * the whole process shares that pool, and the first session opened decides its size. Graphs run as
 * they were built, without rewriting, so that an iteration computes the same bits wherever in a
 * program it stands.
 */
public final class Sessions {
  /** Runs operations in the calling thread: parallelism is over trials, not within one. */
  public static final RunOptions IN_CALLER =
      RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  private static final ConfigProto CONFIG =
      ConfigProto.newBuilder()
          .setIntraOpParallelismThreads(1)
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
  static Session openStrict(Graph graph) {
    return new Session(graph, CONFIG.toBuilder().setAllowSoftPlacement(false).build());
  }
}
