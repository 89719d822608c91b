package org.descent.learning.single;

import java.util.EnumMap;
import java.util.Map;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.TrainingData;

/**
 * A cohort's splits for trials of some heads, each made when first wanted, that which is trained on
 * at once. Shared by threads; owns its tensors.
 */
final class SplitData implements AutoCloseable {
  private final Cohort cohort;
  private final TrainingSpec training;
  private final Map<Split, TrainingData> splits = new EnumMap<>(Split.class);

  /**
   * @param training of one of the trials
   * @throws org.descent.contracts.InvalidSpec if the training split's targets do not fit the heads
   */
  SplitData(Cohort cohort, TrainingSpec training) {
    this.cohort = cohort;
    this.training = training;
    of(Split.TRAIN);
  }

  /**
   * A split that has examples.
   *
   * @throws org.descent.contracts.InvalidSpec if its targets do not fit the heads
   */
  synchronized TrainingData of(Split split) {
    return splits.computeIfAbsent(
        split, s -> TrainingData.of(cohort.split(s).orElseThrow(), training));
  }

  @Override
  public synchronized void close() {
    splits.values().forEach(TrainingData::close);
  }
}
