package org.descent.experiment.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * A search trial by trial: what figures of it show. A number that is not there, since a trial does
 * not have the parameter or nothing can be used of it, is null.
 *
 * @param strategy who proposes, for example {@code tpe}
 * @param objectives what is wanted
 * @param parameters what is chosen, in the order of the space
 * @param arms a search in each place of the grid of what varies beside it
 */
public record SearchTrace(
    String strategy, List<Objective> objectives, List<Parameter> parameters, List<Arm> arms) {
  /**
   * Something that is wanted.
   *
   * @param metric for example {@code validation.loss}, or {@code iterations to target}
   * @param maximise whether the larger is the better
   */
  public record Objective(String metric, boolean maximise) {
    /** The better of two, of which one may be null. */
    public Double better(Double one, Double other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      return maximise ? Math.max(one, other) : Math.min(one, other);
    }
  }

  /**
   * Something that is chosen.
   *
   * @param name as in settings
   * @param log whether equal ratios are alike to the search
   * @param low end of its range, or null
   * @param high end of its range, or null
   * @param options what it is one of; empty for a number from a range
   */
  public record Parameter(
      String name, boolean log, Double low, Double high, List<String> options) {}

  /**
   * The search in one place of the grid.
   *
   * @param settings of that place, by axis; empty where nothing else varies
   * @param budgets iterations after which trials are compared, ascending; the last is the whole
   *     budget
   * @param variants that were proposed, in the order of proposals
   * @param best ordinal of the best of them; null if there is none, or there are two objectives
   * @param front ordinals of those that no other is better than in all of two objectives
   * @param hypervolume that the front dominates of two objectives, up to {@code reference}; null of
   *     one
   * @param reference the worst value of each of two objectives that was found; empty of one
   */
  public record Arm(
      Map<String, String> settings,
      List<Integer> budgets,
      List<Tried> variants,
      Integer best,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> front,
      @JsonInclude(JsonInclude.Include.NON_NULL) Double hypervolume,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Double> reference) {
    /** For people: {@code l2, sigmoid}; empty where there is but one place. */
    public String label() {
      return String.join(", ", settings.values());
    }
  }

  /**
   * A variant.
   *
   * @param variant its ordinal
   * @param point its parameters as they are written, in the order of {@link #parameters}; null for
   *     one that it does not have
   * @param outcome the furthest of its trials'
   * @param values the means over its trials but those from fresh seeds, one for each objective
   * @param atLeast whether the first is a bound
   * @param trials its trials, in the order in which they were asked for
   */
  public record Tried(
      int variant,
      List<String> point,
      Outcome outcome,
      List<Double> values,
      boolean atLeast,
      List<Run> trials) {
    /** Whether all of its objectives have a value. */
    public boolean usable() {
      return !values.contains(null);
    }
  }

  /**
   * A trial.
   *
   * @param fresh whether it is of those that tell what the winner is worth, and decide nothing
   * @param iterations it has had
   * @param values one for each objective, as it stands
   * @param atLeast whether the first is a bound
   * @param checks what was known of it when it was looked at, in order
   */
  public record Run(
      long seed,
      boolean fresh,
      Outcome outcome,
      int iterations,
      List<Double> values,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean atLeast,
      List<Check> checks) {}

  /**
   * How a trial stood when a step of the search was done.
   *
   * @param step its number, from 0: steps cost and decide in this order
   * @param iterations it had had by then
   * @param value of the first objective
   */
  public record Check(int step, int iterations, Double value) {}

  /** How a trial stands, or the furthest of a variant's. */
  public enum Outcome {
    /** It reached its target. */
    @JsonProperty("converged")
    CONVERGED,
    /** It had the whole budget. */
    @JsonProperty("exhausted")
    EXHAUSTED,
    /** It was stopped before its budget was used up, and could go on. */
    @JsonProperty("held-back")
    HELD_BACK,
    /** It is under way, perhaps further than it was looked at. */
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("diverged")
    DIVERGED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("cancelled")
    CANCELLED;

    /** Whether it has got to where the search trains to. */
    public boolean whole() {
      return this == CONVERGED || this == EXHAUSTED;
    }
  }
}
