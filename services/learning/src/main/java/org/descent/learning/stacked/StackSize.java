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
  static final long ONEDNN_MULTIPLICATIONS = 1 << 23;

  /** Floating point operations of a run, about a second's worth. */
  private static final double RUN_OPERATIONS = 8e9;

  /** The same of a first run, about a tenth of a second's worth: curves soon have a beginning. */
  private static final double FIRST_RUN_OPERATIONS = RUN_OPERATIONS / 10;

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

  /** Examples that trials are measured on in a run: few enough for their outputs to be cached. */
  private static final long MEASURED_EXAMPLES = 1024;

  /** And as many as can be summed side by side. */
  private static final int MEASURED_LEAST = 16;

  /** Elements of patches, over all trials, of such a run: 64 MB. */
  private static final long MEASURED_PATCH_ELEMENTS = 1 << 24;

  private final Device device;

  StackSize(Device device) {
    this.device = device;
  }

  private boolean alone(ProgramKind kind) {
    return !device.isGpu()
        && (kind.network().work().alone()
            || SIZES[0] * multiplications(kind) >= ONEDNN_MULTIPLICATIONS);
  }

  /** Of the largest matrix product of one trial of dense layers. */
  private static long multiplications(ProgramKind kind) {
    return Math.max(kind.batchSize(), kind.measured()) * kind.network().work().product();
  }

  /** The smallest size of a stack for {@code trials} trials of {@code kind}. */
  int fitting(ProgramKind kind, int trials) {
    if (alone(kind) && trials == 1) {
      return 1;
    }
    for (int size : device.isGpu() ? new int[] {largest(kind)} : SIZES) {
      if (size >= trials) {
        return size;
      }
    }
    throw new IllegalArgumentException(trials + " trials do not fit a program");
  }

  /**
   * How many of {@code trials} trials of {@code kind} to stack where {@code threads} threads are to
   * share them: no more than are worth stacking. A GPU has no use for several programs at a time.
   */
  int sharing(ProgramKind kind, int trials, int threads) {
    int share = device.isGpu() ? trials : needed(trials, threads);
    return Math.min(share, largest(kind));
  }

  /** How many groups of {@code size} it takes for {@code count}. */
  static int needed(int count, int size) {
    return (count + size - 1) / size;
  }

  private int largest(ProgramKind kind) {
    if (alone(kind)) {
      return 1;
    }
    long elements = kind.network().work().outputs() * kind.batchSize();
    if (device.isGpu()) {
      return kind.patchElements() > 0
          ? largest(GPU_SIZES, kind.patchElements(), GPU_PATCH_ELEMENTS)
          : largest(GPU_SIZES, elements, GPU_ELEMENTS);
    }
    int fast = largest(SIZES, elements, FIRST_CACHED_ELEMENTS);
    return Math.min(
        fast >= ENOUGH ? fast : largest(SIZES, elements, CACHED_ELEMENTS),
        largest(SIZES, multiplications(kind), ONEDNN_MULTIPLICATIONS - 1));
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
   * The most iterations of a run of {@code trials} trials of {@code kind}: enough that starting it
   * does not show, and few enough that it takes no time worth speaking of. Mini-batches have to be
   * drawn before it starts, and that takes longer than training on them.
   *
   * @param segment the most there may be
   * @param budget the largest of the trials
   */
  int run(ProgramKind kind, int trials, int segment, int budget) {
    double operations = fitting(kind, trials) * operations(kind);
    int iterations = Math.min(segment, USUAL_RUN);
    while (kind.full()
        && iterations < budget
        && iterations <= segment / 2
        && 2 * iterations * operations <= SHORT_RUN_OPERATIONS) {
      iterations *= 2;
    }
    return iterations;
  }

  /**
   * How many stacks of {@code kind} take turns in a run, where there are enough: several if trials
   * are short.
   *
   * @param run iterations of a run
   * @param budget the largest of the trials
   */
  int turns(ProgramKind kind, int run, int budget) {
    if (device.isGpu() || alone(kind) || !kind.full()) {
      return 1;
    }
    int iterations = Math.min(run, budget);
    double operations = (double) TURNS * iterations * largest(kind) * operations(kind);
    return iterations <= MOST_IN_TURN && operations <= TURNS_OPERATIONS ? TURNS : 1;
  }

  /**
   * How many of {@code trials} trials of {@code kind} to put in a program of {@code turns} stacks,
   * so that {@code threads} threads have as many stacks each.
   */
  int inTurn(ProgramKind kind, int trials, int threads, int turns) {
    int stack = sharing(kind, trials, threads);
    int stacks = needed(trials, stack);
    int rounds = needed(stacks, turns * threads);
    return stack * needed(stacks, rounds * threads);
  }

  /**
   * {@code kind} for {@code trials} trials, with runs of {@code iterations} or fewer.
   *
   * @param turns stacks that there are if one would not do
   */
  ProgramShape of(ProgramKind kind, int trials, int turns, int iterations) {
    int stack = largest(kind);
    if (turns == 1 || trials <= stack) {
      return of(kind, trials, iterations);
    }
    return of(kind, stack, iterations).inTurn(turns);
  }

  /** {@code kind} for one stack of {@code trials} trials. */
  ProgramShape of(ProgramKind kind, int trials, int iterations) {
    InvalidSpec.unless(iterations >= 1, "runs of %s iterations, expected 1 or more", iterations);
    int size = fitting(kind, trials);
    long row = (long) size * Math.max(kind.numbers(), kind.full() ? 1 : kind.batchSize());
    double operations = size * operations(kind);
    double worthwhile = device.isGpu() ? GPU_RUN_OPERATIONS : RUN_OPERATIONS;
    long most = Math.min(RUN_ELEMENTS / row, (long) (worthwhile / operations));
    return new ProgramShape(kind, size, 1, (int) Math.max(1, Math.min(iterations, most)));
  }

  /** The most iterations of a program's first run. */
  int first(ProgramShape shape) {
    double operations = shape.whole().trials() * operations(shape.kind());
    return (int) Math.max(1, Math.min(shape.segment(), FIRST_RUN_OPERATIONS / operations));
  }

  /**
   * Examples that a program measures trials of {@code kind} on in a run, so that a split of {@code
   * examples} takes few runs of one size. It does not depend on how many trials there are, since
   * sums are taken block by block.
   */
  int block(ProgramKind kind, int examples) {
    var work = kind.network().work();
    int stack = largest(kind);
    long most = MEASURED_EXAMPLES;
    if (!alone(kind) && work.product() > 0) {
      most = Math.min(most, (ONEDNN_MULTIPLICATIONS - 1) / (stack * work.product()));
    }
    if (work.copied() > 0) {
      most = Math.min(most, MEASURED_PATCH_ELEMENTS / (stack * work.copied()));
    }
    most = Math.max(MEASURED_LEAST, most / MEASURED_LEAST * MEASURED_LEAST);
    int blocks = needed(examples, (int) most);
    return MEASURED_LEAST * needed(needed(examples, blocks), MEASURED_LEAST);
  }

  /** What measures {@code trials} trials of {@code kind} on a split of {@code examples}. */
  MeasuringShape measuring(ProgramKind kind, int trials, int examples) {
    return new MeasuringShape(kind, fitting(kind, measuring(kind, trials)), block(kind, examples));
  }

  /** How many of {@code trials} trials of {@code kind} a program measures together. */
  int measuring(ProgramKind kind, int trials) {
    return Math.min(trials, largest(kind));
  }

  /** Of one iteration of one trial: forward, and twice that backward. */
  private static double operations(ProgramKind kind) {
    return 6 * kind.network().work().multiplied() * kind.passes();
  }
}
