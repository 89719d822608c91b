package org.descent.learning.stacked;

import org.descent.contracts.spec.LayerSpec;
import org.descent.learning.layer.Work;

/**
 * About how long an iteration of a trial takes either engine on one thread of a CPU, in
 * nanoseconds: what a choice between them needs. Fitted to 25 networks, from one convolution of 8×8
 * images to residual ones of 32×32×3, in batches of 16 to 256, on a processor with AVX2 without
 * AVX-512; the faster one is known to within a quarter.
 *
 * @param stacked as a program by itself
 * @param single by TensorFlow's own operations
 */
record IterationTime(double stacked, double single) {
  /** Of an element of a patch: making it, reading it, and adding up derivatives. */
  private static final double COPY = 3;

  /** More of that where patches leave the caches of a core. */
  private static final double FAR_COPY = 3;

  /** Elements of patches that stay in those caches. */
  private static final double CACHED = 300_000;

  /** Of a multiplication in a program, and what belongs to it: forward and twice back. */
  private static final double COMPILED = 0.2;

  /** The same of oneDNN's. */
  private static final double ONEDNN = 0.22;

  /** Of an output of what is no product: an operation of its own, which reads and writes it. */
  private static final double OUTPUT = 33;

  /** Of the operations of an iteration, however little they have to do. */
  private static final double CALLS = 1.2e6;

  static IterationTime of(ProgramKind kind) {
    return of(kind.network().work(), kind.passes());
  }

  /**
   * @param work of one example
   * @param examples passed forward and back
   */
  private static IterationTime of(Work work, double examples) {
    double copied = work.copied() * examples;
    return new IterationTime(
        COPY * copied
            + FAR_COPY * Math.max(0, copied - CACHED)
            + COMPILED * work.multiplied() * examples,
        CALLS + (ONEDNN * work.multiplications() + OUTPUT * work.outputs()) * examples);
  }

  /**
   * Whether TensorFlow's own operations are expected to be the faster way to train networks of
   * {@code kind}. That is only so where images are convolved, and not where examples stay the same:
   * their patches are made once.
   */
  static boolean shorterSingle(ProgramKind kind) {
    boolean convolves =
        kind.structure().network().all().values().stream()
            .anyMatch(layer -> layer instanceof LayerSpec.Conv2d);
    var time = of(kind);
    return convolves && !kind.full() && time.single < time.stacked;
  }
}
