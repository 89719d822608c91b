package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.TrainingSpec;

/**
 * Trials of one graph shape to be trained together; everything a trainer needs is in it.
 *
 * @param variants those that the trials belong to
 * @param steps of the experiment's search that the trials belong to; empty where it has none, and
 *     in events written before there was one
 */
public record CohortPlanned(
    String cohort,
    String experiment,
    DatasetPrepared dataset,
    List<Variant> variants,
    List<Trial> trials,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SearchStep> steps)
    implements Event {
  /**
   * One combination of what varies.
   *
   * @param ordinal its place in the experiment, from 0
   * @param label for people, for example {@code cross-entropy, relu}
   * @param settings the value of each axis, for example {@code loss=l2}
   */
  public record Variant(
      int ordinal, String label, Map<String, String> settings, TrainingSpec training) {}

  /**
   * A variant and a seed.
   *
   * @param surface whether this trial also computes its variant's surface
   * @param after iterations that it has had in an earlier cohort: where its state was kept then, it
   *     goes on from there; 0 for one that begins
   * @param kept whether its state is to be kept when its budget is used up, so that it can go on
   */
  public record Trial(
      String trial,
      int variant,
      long seed,
      boolean surface,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int after,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean kept) {
    /** One that begins, and whose end is its end. */
    public Trial(String trial, int variant, long seed, boolean surface) {
      this(trial, variant, seed, surface, 0, false);
    }
  }

  public CohortPlanned {
    variants = List.copyOf(variants);
    trials = List.copyOf(trials);
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /** Of an experiment that searches nothing. */
  public CohortPlanned(
      String cohort,
      String experiment,
      DatasetPrepared dataset,
      List<Variant> variants,
      List<Trial> trials) {
    this(cohort, experiment, dataset, variants, trials, List.of());
  }

  /** The training that {@code trial} asks for. */
  public TrainingSpec training(Trial trial) {
    return variants.stream()
        .filter(v -> v.ordinal() == trial.variant())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(trial.trial() + ": no variant " + trial.variant()))
        .training();
  }

  @Override
  public String key() {
    return cohort;
  }
}
