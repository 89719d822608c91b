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
 * @param adopted trials that an earlier experiment has trained already: nobody has to train them
 * @param turn the experiment's when this was published, see {@link ExperimentPaused}: in a later
 *     one it is left where it stands, and published again if the experiment goes on
 */
public record CohortPlanned(
    String cohort,
    String experiment,
    DatasetPrepared dataset,
    List<Variant> variants,
    List<Trial> trials,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SearchStep> steps,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Adopted> adopted,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int turn)
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
   * @param surface whether this trial, the first of its variant, also computes what there is to
   *     compute around its weights, and is shown
   * @param after iterations that it has had in an earlier cohort: where its state was kept then, it
   *     goes on from there; 0 for one that begins
   * @param kept whether its state is to be kept when its budget is used up, so that it can go on
   * @param extensible whether it is to be kept although the trial has ended then, so that an
   *     experiment that extends this one can go on from there
   * @param from the trial of an earlier experiment that has had those iterations, the same training
   *     from the same seed on the same data; empty for one that begins, or goes on by itself
   * @param insteadOf the cohort in which it failed: that no longer counts; empty for one that is
   *     trained for the first time
   */
  public record Trial(
      String trial,
      int variant,
      long seed,
      boolean surface,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int after,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean kept,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean extensible,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String from,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String insteadOf) {
    public Trial {
      from = from == null ? "" : from;
      insteadOf = insteadOf == null ? "" : insteadOf;
    }

    /** One that begins, and whose end is its end. */
    public Trial(String trial, int variant, long seed, boolean surface) {
      this(trial, variant, seed, surface, 0, false, false, "", "");
    }

    /** The same once more. */
    public Trial insteadOf(String cohort) {
      return new Trial(trial, variant, seed, surface, after, kept, extensible, from, cohort);
    }

    /** The same from where another one has come. */
    public Trial from(String earlier, int iterations) {
      return new Trial(
          trial, variant, seed, surface, iterations, kept, extensible, earlier, insteadOf);
    }

    /** Where it goes on: as {@link TrialTrained#paused} names it; empty for one that begins. */
    public String begin() {
      return after == 0 ? "" : TrialTrained.paused(from.isEmpty() ? trial : from, after);
    }
  }

  /**
   * A trial whose results are those of an earlier experiment's: the same training from the same
   * seed on the same data.
   *
   * @param from that experiment's trial
   * @param kept whether its budget is a part of what it may have
   */
  public record Adopted(
      String trial,
      int variant,
      String from,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean kept) {}

  public CohortPlanned {
    variants = List.copyOf(variants);
    trials = List.copyOf(trials);
    steps = steps == null ? List.of() : List.copyOf(steps);
    adopted = adopted == null ? List.of() : List.copyOf(adopted);
  }

  /** Of an experiment that searches nothing and extends none. */
  public CohortPlanned(
      String cohort,
      String experiment,
      DatasetPrepared dataset,
      List<Variant> variants,
      List<Trial> trials) {
    this(cohort, experiment, dataset, variants, trials, List.of(), List.of(), 0);
  }

  /** The same in another turn. */
  public CohortPlanned in(int turn) {
    return new CohortPlanned(cohort, experiment, dataset, variants, trials, steps, adopted, turn);
  }

  /** The training that {@code trial} asks for. */
  public TrainingSpec training(Trial trial) {
    return training(trial.trial(), trial.variant());
  }

  /** The training that {@code adopted} stands for. */
  public TrainingSpec training(Adopted adopted) {
    return training(adopted.trial(), adopted.variant());
  }

  private TrainingSpec training(String trial, int variant) {
    return variants.stream()
        .filter(v -> v.ordinal() == variant)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(trial + ": no variant " + variant))
        .training();
  }

  @Override
  public String key() {
    return cohort;
  }
}
