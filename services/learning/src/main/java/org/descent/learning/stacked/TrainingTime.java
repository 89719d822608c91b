package org.descent.learning.stacked;

import java.util.List;
import org.descent.contracts.spec.LayerSpec;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Device;
import org.descent.learning.layer.Work;

/**
 * About how long training takes on one thread of a CPU, for people who plan it; recurrent networks
 * may take several times that. Where images are convolved it is what engines choose by, see {@link
 * IterationTime}; dense networks are fitted to the rate at which one of 16 → 4 → 1 is trained on 64
 * examples, alone and among 64 others.
 */
public final class TrainingTime {
  /** Of a multiplication in a program without patches: forward and twice back, in nanoseconds. */
  private static final double MULTIPLICATION = 0.03;

  /** Of an output of a layer: its activation, and that of its derivative. */
  private static final double OUTPUT = 0.27;

  private TrainingTime() {}

  /**
   * Nanoseconds that an iteration of a trial takes among others.
   *
   * @param inputShape of one example
   * @param examples of the training split
   */
  public static double iteration(TrainingSpec training, List<Integer> inputShape, int examples) {
    var kind = ProgramKind.of(training, inputShape, examples);
    boolean convolves =
        kind.structure().network().all().values().stream()
            .anyMatch(layer -> layer instanceof LayerSpec.Conv2d);
    if (!convolves) {
      return dense(kind.network().work(), kind.passes());
    }
    var time = IterationTime.of(kind);
    return HandingOn.TOO_LARGE_OR_SLOWER.due(kind, Device.cpu()) ? time.single() : time.stacked();
  }

  private static double dense(Work work, double examples) {
    return (MULTIPLICATION * work.multiplied() + OUTPUT * work.outputs()) * examples;
  }
}
