package org.descent.learning.single;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.learning.Cohort;
import org.descent.learning.TrainingData;

/**
 * A cohort's splits for trials of some heads, in blocks that networks are measured on one after the
 * other; made when first wanted. Shared by threads; owns its tensors.
 */
final class SplitData implements AutoCloseable {
  private static final int BLOCK = 1000;

  private final Cohort cohort;
  private final TrainingSpec training;
  private final Map<Split, List<TrainingData>> splits = new EnumMap<>(Split.class);

  /**
   * @param training of one of the trials
   */
  SplitData(Cohort cohort, TrainingSpec training) {
    this.cohort = cohort;
    this.training = training;
  }

  /**
   * The blocks of a split that has examples.
   *
   * @throws org.descent.contracts.InvalidSpec if its targets do not fit the heads
   */
  synchronized List<TrainingData> blocks(Split split) {
    return splits.computeIfAbsent(split, s -> blocks(cohort.split(s).orElseThrow()));
  }

  private List<TrainingData> blocks(Examples examples) {
    var blocks = new ArrayList<TrainingData>();
    for (int from = 0; from < examples.count(); from += BLOCK) {
      int to = Math.min(from + BLOCK, examples.count());
      blocks.add(TrainingData.of(examples.slice(from, to), training));
    }
    return blocks;
  }

  @Override
  public synchronized void close() {
    splits.values().forEach(blocks -> blocks.forEach(TrainingData::close));
  }
}
