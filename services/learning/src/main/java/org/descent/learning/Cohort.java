package org.descent.learning;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.data.Examples;
import org.descent.contracts.spec.Split;
import org.descent.contracts.spec.TrainingSpec;

/**
 * Trials to be trained together on one training split.
 *
 * @param train the training split: all of it is trained on
 * @param others further splits, which are measured where trials ask for it
 */
public record Cohort(List<Trial> trials, Examples train, Map<Split, Examples> others) {
  /**
   * One trial: what to train and from which seed.
   *
   * @param id for messages
   * @param kept whether its state is wanted when its budget is used up, see {@link
   *     Outcome.Trained#kept}
   */
  public record Trial(String id, long seed, TrainingSpec training, boolean kept) {
    /** One whose end is its end. */
    public Trial(String id, long seed, TrainingSpec training) {
      this(id, seed, training, false);
    }
  }

  public Cohort {
    trials = List.copyOf(trials);
    others = Map.copyOf(others);
  }

  /** With a training split alone. */
  public Cohort(List<Trial> trials, Examples train) {
    this(trials, train, Map.of());
  }

  /** Some of its trials. */
  public Cohort of(List<Trial> some) {
    return new Cohort(some, train, others);
  }

  /** Number of examples of each split that has some. */
  public Map<Split, Integer> counts() {
    var counts = new EnumMap<Split, Integer>(Split.class);
    counts.put(Split.TRAIN, train.count());
    others.forEach((split, examples) -> counts.put(split, examples.count()));
    return counts;
  }

  /** The examples of {@code split}, if it has any. */
  public Optional<Examples> split(Split split) {
    return split == Split.TRAIN ? Optional.of(train) : Optional.ofNullable(others.get(split));
  }
}
