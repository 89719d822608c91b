package org.descent.learning.stacked;

import org.descent.contracts.InvalidSpec;
import org.descent.learning.Device;
import org.descent.learning.EngineStatistics;

/**
 * How many trials a program stacks, and how many iterations a run of it takes. Few sizes, so that
 * few programs are compiled; none of this changes a result.
 *
 * <p>On a CPU a convolutional trial has a program to itself: its matrix products are large, and
 * more trials would not fit the cache. So has one whose products XLA would hand to oneDNN.
 *
 * <p>On a GPU all programs of one shape have one size, however few their trials: cuBLAS chooses its
 * kernel by the size of a product, and kernels sum in different orders. Rows without a trial cost
 * little there.
 */
final class StackSize {
  /**
   * The sizes there are. There is no program of one trial where there are larger ones: XLA would
   * drop its axis and compute other bits than in company.
   */
  private static final int[] SIZES =
      EngineStatistics.STACKS.stream().mapToInt(Integer::intValue).filter(s -> s > 1).toArray();

  private static final int[] GPU_SIZES = {8, 64, 256, 1024};

  /** A layer's outputs over all trials and examples that still fit the second cache of a core. */
  private static final long CACHED_ELEMENTS = 1 << 16;

  /** The same of the first cache, which is faster by a tenth where enough trials fit it. */
  private static final long FIRST_CACHED_ELEMENTS = 1 << 12;

  private static final int ENOUGH = 8;

  /**
   * Multiplications of a product, over all trials, from which on XLA for a CPU leaves it to oneDNN
   * (OneDnnMatMulRewriter: 2^24 floating point operations), which sums in another order.
   */
  private static final long ONEDNN_MULTIPLICATIONS = 1 << 23;

  /** Floating point operations of a run, about a second's worth. */
  private static final double RUN_OPERATIONS = 8e9;

  /** Iterations of a run, if they are allowed and take less than a second. */
  private static final int USUAL_RUN = 1000;

  /** Floating point operations of a longer run, about a hundredth of a second's worth. */
  private static final double SHORT_RUN_OPERATIONS = 2e9;

  /** Floating point operations of a run of several stacks, a few hundredths of a second's worth. */
  private static final double TURNS_OPERATIONS = 4e9;

  /** Stacks that take turns in a run where starting one for each of them would show. */
  private static final int TURNS = 8;

  /** Iterations of a run up to which that may be. */
  private static final int MOST_IN_TURN = 2000;

  /** Elements of the metrics, or of the mini-batches' indices, of a run. */
  private static final long RUN_ELEMENTS = 1 << 22;

  /** Elements of patches, over all trials, that are worth having in a GPU's memory: 512 MB. */
  private static final long GPU_PATCH_ELEMENTS = 1 << 27;

  /** A layer's outputs over all trials and examples from which on a GPU is busy. */
  private static final long GPU_ELEMENTS = 1 << 19;

  /** Floating point operations of a GPU's run, likewise. */
  private static final double GPU_RUN_OPERATIONS = 1e12;

  private final Device device;

  StackSize(Device device) {
    this.device = device;
  }

  private boolean alone(ProgramShape shape) {
    return !device.isGpu()
        && (shape.convolves() || SIZES[0] * multiplications(shape) >= ONEDNN_MULTIPLICATIONS);
  }

  /** Of the largest matrix product of one trial of dense layers. */
  private static long multiplications(ProgramShape shape) {
    long examples = Math.max(shape.batchSize(), shape.measured());
    return examples
        * shape.dense().stream().mapToLong(d -> (long) d.in() * d.out()).max().orElseThrow();
  }

  /** The smallest size of a stack for {@code trials} trials of {@code shape}. */
  int fitting(ProgramShape shape, int trials) {
    if (alone(shape) && trials == 1) {
      return 1;
    }
    for (int size : device.isGpu() ? new int[] {largest(shape)} : SIZES) {
      if (size >= trials) {
        return size;
      }
    }
    throw new IllegalArgumentException(trials + " trials do not fit a program");
  }

  /**
   * How many of {@code trials} trials of {@code shape} to stack where {@code threads} threads are
   * to share them: no more than are worth stacking. A GPU has no use for several programs at a
   * time.
   */
  int sharing(ProgramShape shape, int trials, int threads) {
    int share = device.isGpu() ? trials : needed(trials, threads);
    return Math.min(share, largest(shape));
  }

  /** How many groups of {@code size} it takes for {@code count}. */
  static int needed(int count, int size) {
    return (count + size - 1) / size;
  }

  private int largest(ProgramShape shape) {
    if (alone(shape)) {
      return 1;
    }
    long elements = shape.dense().stream().mapToLong(d -> (long) d.out() * shape.batchSize()).sum();
    if (device.isGpu()) {
      return shape.convolves()
          ? largest(GPU_SIZES, shape.patchElements(), GPU_PATCH_ELEMENTS)
          : largest(GPU_SIZES, elements, GPU_ELEMENTS);
    }
    int fast = largest(SIZES, elements, FIRST_CACHED_ELEMENTS);
    return Math.min(
        fast >= ENOUGH ? fast : largest(SIZES, elements, CACHED_ELEMENTS),
        largest(SIZES, multiplications(shape), ONEDNN_MULTIPLICATIONS - 1));
  }

  private static int largest(int[] sizes, long elements, long most) {
    int largest = sizes[0];
    for (int size : sizes) {
      if (size * elements <= most) {
        largest = size;
      }
    }
    return largest;
  }

  /**
   * The most iterations of a run of {@code trials} trials of {@code shape}: enough that starting it
   * does not show, and few enough that it takes no time worth speaking of. Mini-batches have to be
   * drawn before it starts, and that takes longer than training on them.
   *
   * @param segment the most there may be
   * @param budget the largest of the trials
   */
  int run(ProgramShape shape, int trials, int segment, int budget) {
    double operations = fitting(shape, trials) * operations(shape);
    int iterations = Math.min(segment, USUAL_RUN);
    while (shape.batch().full()
        && iterations < budget
        && iterations <= segment / 2
        && 2 * iterations * operations <= SHORT_RUN_OPERATIONS) {
      iterations *= 2;
    }
    return iterations;
  }

  /**
   * How many stacks of {@code shape} take turns in a run, where there are enough: several if trials
   * are short.
   *
   * @param run iterations of a run
   * @param budget the largest of the trials
   */
  int turns(ProgramShape shape, int run, int budget) {
    if (device.isGpu() || alone(shape) || !shape.batch().full()) {
      return 1;
    }
    int iterations = Math.min(run, budget);
    double operations = (double) TURNS * iterations * largest(shape) * operations(shape);
    return iterations <= MOST_IN_TURN && operations <= TURNS_OPERATIONS ? TURNS : 1;
  }

  /**
   * How many of {@code trials} trials of {@code shape} to put in a program of {@code turns} stacks,
   * so that {@code threads} threads have as many stacks each.
   */
  int inTurn(ProgramShape shape, int trials, int threads, int turns) {
    int stack = sharing(shape, trials, threads);
    int stacks = needed(trials, stack);
    int rounds = needed(stacks, turns * threads);
    return stack * needed(stacks, rounds * threads);
  }

  /**
   * {@code shape} for {@code trials} trials, with runs of {@code iterations} or fewer.
   *
   * @param turns stacks that there are if one would not do
   */
  ProgramShape of(ProgramShape shape, int trials, int turns, int iterations) {
    int stack = largest(shape);
    if (turns == 1 || trials <= stack) {
      return of(shape, trials, iterations);
    }
    return of(shape, stack, iterations).inTurn(turns);
  }

  /** {@code shape} for one stack of {@code trials} trials. */
  ProgramShape of(ProgramShape shape, int trials, int iterations) {
    InvalidSpec.unless(iterations >= 1, "runs of %s iterations, expected 1 or more", iterations);
    int size = fitting(shape, trials);
    long row = (long) size * Math.max(shape.rows(), shape.batch().full() ? 1 : shape.batchSize());
    double operations = size * operations(shape);
    double worthwhile = device.isGpu() ? GPU_RUN_OPERATIONS : RUN_OPERATIONS;
    long most = Math.min(RUN_ELEMENTS / row, (long) (worthwhile / operations));
    return shape.sized(size, (int) Math.max(1, Math.min(iterations, most)));
  }

  /** Of one iteration of one trial: forward, and twice that backward. */
  private static double operations(ProgramShape shape) {
    double examples = shape.batchSize() + (shape.measured() - shape.batchSize()) / 3.0;
    double dense = shape.dense().stream().mapToDouble(d -> 6.0 * d.in() * d.out()).sum();
    double convolutions =
        shape.convolutions().stream()
            .mapToDouble(c -> 6.0 * c.patchRows() * c.filters() * c.block() * c.patches(1))
            .sum();
    return (dense + convolutions) * examples;
  }
}
