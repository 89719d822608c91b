package org.descent.experiment.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.DataFile;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished.Quantile;

/**
 * What an experiment has come to: one element of {@code experiments} in results.json. Described
 * property by property in docs/results.schema.json. A property without a value is null; a number
 * that is not finite is null too, since JSON has no other word for it.
 *
 * @param reason why it was rejected, or null
 * @param dataset null until its data stands in the log
 * @param variants by ordinal
 * @param claims what the study asserts about experiments of this kind, checked against the data
 */
public record ExperimentResult(
    String id,
    String name,
    String title,
    State state,
    String reason,
    Dataset dataset,
    List<VariantResult> variants,
    List<Claim> claims) {
  /**
   * The data, by content and place.
   *
   * @param rows {@code topic:partition:first-last}
   * @param shape of one example's features
   * @param files that it was read from; empty for generated data
   */
  public record Dataset(
      String id,
      String sha256,
      String rows,
      List<Integer> shape,
      int train,
      int validation,
      int test,
      List<DataFile> files) {}

  /**
   * One combination of what varies.
   *
   * @param budget the most iterations a trial may take
   * @param reported the course report's own iterations to convergence, or null
   * @param parameters of the network; null until the data's shape is known
   * @param trials that have ended, in the experiment's order of seeds
   * @param targets what a trial has to reach, in words, all at once: {@code accuracy 1}, {@code
   *     label.loss 0.01}; empty if it runs to its budget; null from a control that does not say
   */
  public record VariantResult(
      int ordinal,
      String label,
      Map<String, String> settings,
      int budget,
      Integer reported,
      Integer parameters,
      Summary summary,
      List<TrialResult> trials,
      List<String> targets) {}

  /**
   * Iterations to target over a variant's trials.
   *
   * @param trials planned
   * @param ends trials by their end
   * @param quantiles at 10, 25, 50, 75 and 90 %; empty while no trial has been observed to its end
   */
  public record Summary(int trials, Map<End, Integer> ends, List<Quantile> quantiles) {}

  /**
   * One trial.
   *
   * @param iterationsToTarget null unless it converged
   * @param iterations the length of its curve, 0 if it was not trained
   * @param metrics by split, as the evaluator found them; of a trial that diverged those for
   *     training are the trainer's, with which its curve ends
   * @param best over the curve; null without one
   * @param agrees whether trainer and evaluator agree; null if there was nothing to judge
   * @param separates for networks whose lines are known: whether the head's line separates the
   *     classes, else null
   * @param seconds of training, or null
   * @param model {@code topic:partition:first-last} of its weights, or null
   * @param reason why it failed, or null
   * @param divergence what became NaN or infinite if it diverged, else null
   */
  public record TrialResult(
      String id,
      long seed,
      End end,
      Integer iterationsToTarget,
      int iterations,
      Map<String, SplitMetrics> metrics,
      Best best,
      Boolean agrees,
      List<String> disagreements,
      Boolean separates,
      Double seconds,
      String cohort,
      String model,
      String reason,
      ProvenanceResult provenance,
      Divergence divergence) {}

  /**
   * How a trial diverged.
   *
   * @param what for people: {@code label.loss became infinite at iteration 17}
   * @param loss the last loss of its curve, {@code NaN} or {@code Infinity}, for which JSON has no
   *     number
   */
  public record Divergence(String what, String loss) {}

  /** Metrics on one split. */
  public record SplitMetrics(Double loss, Double accuracy, List<HeadMetrics> heads) {}

  /** Metrics of one head on one split. */
  public record HeadMetrics(String name, Double loss, Double accuracy) {}

  /** The lowest loss and the highest accuracy of a curve, each with its first iteration. */
  public record Best(
      Double loss, Integer lossIteration, Double accuracy, Integer accuracyIteration) {}

  /**
   * What produced a trial's result.
   *
   * @param specification the hash in the id of the experiment's submission: of its document
   * @param dataset the id of the data it was trained on: of their content
   */
  public record ProvenanceResult(
      String specification,
      String dataset,
      long seed,
      String build,
      String tensorflow,
      String device,
      String engine,
      String generator) {}

  /**
   * A statement of the study, checked.
   *
   * @param id stable, for programs
   * @param evidence what was counted, for example {@code 1681 of 1681 grid points}
   */
  public record Claim(String id, String statement, Verdict verdict, String evidence) {}

  /** What the data says about a claim. */
  public enum Verdict {
    @JsonProperty("holds")
    HOLDS,
    @JsonProperty("does-not-hold")
    DOES_NOT_HOLD,
    @JsonProperty("undecided")
    UNDECIDED
  }
}
