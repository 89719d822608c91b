package org.descent.contracts.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.descent.contracts.spec.TrainingSpec;

/**
 * A trial has been trained to one of its regular ends.
 *
 * @param end CONVERGED, EXHAUSTED or DIVERGED
 * @param iterations measured, 1 or more: the length of the curve. The trial converged at iteration
 *     k if the metrics measured before the k-th update were the first to reach the target.
 * @param claimed the metrics on the whole training split at the published weights
 * @param training what was asked for: the evaluator rebuilds the network from it
 * @param dataset what it was trained on
 * @param model where the weights stand
 * @param seconds of wall time the trial's training took; for trials trained together, the time of
 *     their program until this one ended
 * @param divergence what became NaN or infinite if it has DIVERGED, for example {@code label.loss
 *     became infinite at iteration 17}; empty for others, and in events written before it was
 *     thought of
 * @param after of a trial that converged by a measurement of a split: the last iteration at which
 *     that was measured before, and the target not reached; 0 if that never was. It reached it in
 *     between, or at {@code iterations}. Null where each iteration is judged
 * @param stopped why it was given up before its budget was used up, in words, for example {@code
 *     validation.loss was not better than at iteration 301 in 5 measurements}; else empty
 * @param processorSeconds of the trainer's threads that training took; of what they spent on
 *     several trials together each has an equal share. Null where nobody has counted
 * @param held metrics at the published weights on those of the other splits that were measured, by
 *     split: {@code validation}, {@code test}
 * @param paused whether its budget was a part of what it may have and is used up: with a larger one
 *     it goes on, and will be told of again
 * @param from the trial of an earlier experiment that was trained so, all of it or its first
 *     iterations; empty for one that has been trained for this experiment alone
 * @param published the key of its model's record, where that trial, or one before it, has published
 *     it; empty for what it has published itself
 */
public record TrialTrained(
    String trial,
    String experiment,
    int variant,
    long seed,
    String cohort,
    End end,
    int iterations,
    Metrics claimed,
    TrainingSpec training,
    DatasetPrepared dataset,
    Location model,
    Provenance provenance,
    double seconds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String divergence,
    @JsonInclude(JsonInclude.Include.NON_NULL) Integer after,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String stopped,
    @JsonInclude(JsonInclude.Include.NON_NULL) Double processorSeconds,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Metrics> held,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean paused,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String from,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String published)
    implements TrainingEvent {
  /** Of a trial that is judged at each iteration, without a divergence. */
  public TrialTrained(
      String trial,
      String experiment,
      int variant,
      long seed,
      String cohort,
      End end,
      int iterations,
      Metrics claimed,
      TrainingSpec training,
      DatasetPrepared dataset,
      Location model,
      Provenance provenance,
      double seconds) {
    this(
        trial,
        experiment,
        variant,
        seed,
        cohort,
        end,
        iterations,
        claimed,
        training,
        dataset,
        model,
        provenance,
        seconds,
        "",
        null,
        "",
        null,
        Map.of(),
        false,
        "",
        "");
  }

  /**
   * The same as a trial of an experiment that extends its own.
   *
   * @param adopted as which trial
   * @param in the cohort that says so
   * @param paused whether that one can go on
   */
  public TrialTrained adopted(CohortPlanned.Adopted adopted, CohortPlanned in, boolean paused) {
    var asked = in.training(adopted);
    return new TrialTrained(
        adopted.trial(),
        in.experiment(),
        adopted.variant(),
        seed,
        in.cohort(),
        end,
        iterations,
        claimed,
        paused ? asked.within(iterations) : asked,
        dataset,
        model,
        provenance,
        seconds,
        divergence,
        after,
        stopped,
        processorSeconds,
        held,
        paused,
        adopted.from(),
        modelKey());
  }

  /**
   * The same, sharing what is equal to its own with whoever else has it: each event that was read
   * has objects of its own.
   *
   * @param asked the training that its variant was to have
   * @param data of its experiment, or null
   */
  public TrialTrained sharing(TrainingSpec asked, DatasetPrepared data) {
    return new TrialTrained(
        trial,
        experiment,
        variant,
        seed,
        cohort,
        end,
        iterations,
        claimed,
        asked.equals(training) ? asked : training,
        dataset.equals(data) ? data : dataset,
        model,
        provenance,
        seconds,
        divergence,
        after,
        stopped,
        processorSeconds,
        held,
        paused,
        from,
        published);
  }

  /** Where its state is kept if it is paused, and who it is in the log then. */
  public static String paused(String trial, int iterations) {
    return trial + "@" + iterations;
  }

  @Override
  public String key() {
    return paused ? paused(trial, iterations) : trial;
  }

  /** The key of the record that has its model. */
  public String modelKey() {
    return published.isEmpty() ? key() : published;
  }

  public TrialTrained {
    divergence = divergence == null ? "" : divergence;
    stopped = stopped == null ? "" : stopped;
    held = Few.entries(held);
    from = from == null ? "" : from;
    published = published == null ? "" : published;
    if (!List.of(End.CONVERGED, End.EXHAUSTED, End.DIVERGED).contains(end)) {
      throw new IllegalArgumentException(trial + ": " + end + " is not the end of a trained trial");
    }
  }
}
