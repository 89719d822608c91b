package org.descent.control.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.spec.Split;

/**
 * One trial's loss and accuracy at the milestones it has passed, and at the end of what is known.
 */
final class CurveMilestones {
  /** The splits whose measurements are told; that of training has a point each iteration. */
  static final List<Split> MEASURED = List.of(Split.VALIDATION, Split.TEST);

  private static final int METRICS = 2;

  private final float[][] values = new float[METRICS][Milestones.COUNT];
  private final boolean[] known = new boolean[Milestones.COUNT];
  private final float[] latest = new float[METRICS];
  private final Map<Split, MeasuredMilestones> measured =
      MEASURED.stream().collect(Collectors.toMap(split -> split, MeasuredMilestones::new));
  private int length;
  private boolean ended;

  /**
   * Takes in a slice of the curve; slices come in any order.
   *
   * @param numbers [metrics][count]
   */
  void on(List<String> metrics, TrainingProgressed.Slice slice, List<float[]> numbers) {
    int loss = metrics.indexOf("loss");
    int accuracy = metrics.indexOf("accuracy");
    if (loss < 0 || accuracy < 0 || slice.count() == 0) {
      return;
    }
    int last = slice.firstIteration() + slice.count() - 1;
    for (int m = Milestones.ceiling(slice.firstIteration());
        m < Milestones.COUNT && Milestones.at(m) <= last;
        m++) {
      int offset = Milestones.at(m) - slice.firstIteration();
      if (offset >= 0) {
        known[m] = true;
        values[0][m] = numbers.get(loss)[offset];
        values[1][m] = numbers.get(accuracy)[offset];
      }
    }
    if (last > length) {
      length = last;
      latest[0] = numbers.get(loss)[slice.count() - 1];
      latest[1] = numbers.get(accuracy)[slice.count() - 1];
    }
  }

  /** Takes in what was measured of splits. */
  void on(TrainingProgressed.Measured measurements) {
    measured.forEach((split, milestones) -> milestones.on(measurements));
  }

  /** No more iterations will come: from here on the last value stands for all later ones. */
  void end() {
    ended = true;
  }

  /** Iterations known. */
  int length() {
    return length;
  }

  /** The loss at a milestone, carried forward once the trial has ended; else empty. */
  OptionalDouble loss(int milestone) {
    return at(0, milestone);
  }

  /** The same for the accuracy. */
  OptionalDouble accuracy(int milestone) {
    return at(1, milestone);
  }

  /** The loss on a split that is measured, where the trial has passed a milestone; else empty. */
  OptionalDouble loss(Split split, int milestone) {
    return passed(milestone) ? measured.get(split).loss(milestone) : OptionalDouble.empty();
  }

  /** The same for the accuracy. */
  OptionalDouble accuracy(Split split, int milestone) {
    return passed(milestone) ? measured.get(split).accuracy(milestone) : OptionalDouble.empty();
  }

  private boolean passed(int milestone) {
    return length > 0 && (ended || Milestones.at(milestone) <= length);
  }

  private OptionalDouble at(int metric, int milestone) {
    if (known[milestone]) {
      return OptionalDouble.of(values[metric][milestone]);
    }
    boolean past = length > 0 && Milestones.at(milestone) > length;
    return ended && past ? OptionalDouble.of(latest[metric]) : OptionalDouble.empty();
  }

  @Override
  public String toString() {
    return length + " iterations, " + Arrays.toString(latest);
  }
}
