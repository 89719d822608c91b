package org.descent.learning;

import java.util.List;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.TrainingSpec;

/**
 * Trials to be trained together on one training split.
 *
 * @param train the training split: all of it is trained on
 */
public record Cohort(List<Trial> trials, Examples train) {
  /**
   * One trial: what to train and from which seed.
   *
   * @param id for messages
   */
  public record Trial(String id, long seed, TrainingSpec training) {}

  public Cohort {
    trials = List.copyOf(trials);
  }
}
