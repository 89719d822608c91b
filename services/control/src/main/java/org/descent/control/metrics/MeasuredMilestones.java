package org.descent.control.metrics;

import java.util.OptionalDouble;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.spec.Split;

/**
 * One trial's loss and accuracy on a split that is measured now and then: at a milestone what was
 * measured last, there or before.
 */
final class MeasuredMilestones {
  private final Split split;
  private final int[] at = new int[Milestones.COUNT];
  private final float[] loss = new float[Milestones.COUNT];
  private final float[] accuracy = new float[Milestones.COUNT];

  MeasuredMilestones(Split split) {
    this.split = split;
  }

  /** Takes measurements in, which come in any order. */
  void on(TrainingProgressed.Measured measured) {
    int losses = measured.metrics().indexOf(split.word() + ".loss");
    int accuracies = measured.metrics().indexOf(split.word() + ".accuracy");
    if (losses < 0 || accuracies < 0) {
      return;
    }
    var curves = measured.values().curves();
    for (int i = 0; i < measured.iterations().size(); i++) {
      int iteration = measured.iterations().get(i);
      for (int m = Milestones.ceiling(iteration); m < Milestones.COUNT; m++) {
        if (iteration >= at[m] && iteration <= Milestones.at(m)) {
          at[m] = iteration;
          loss[m] = curves.get(losses)[i];
          accuracy[m] = curves.get(accuracies)[i];
        }
      }
    }
  }

  /** The loss that was measured last before a milestone, or there; empty if none was. */
  OptionalDouble loss(int milestone) {
    return at[milestone] == 0 ? OptionalDouble.empty() : OptionalDouble.of(loss[milestone]);
  }

  /** The same for the accuracy. */
  OptionalDouble accuracy(int milestone) {
    return at[milestone] == 0 ? OptionalDouble.empty() : OptionalDouble.of(accuracy[milestone]);
  }
}
