package org.descent.experiment.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

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
  /** Number of its trials. */
  public int trials() {
    return arms.stream().mapToInt(Arm::trials).sum();
  }

  /**
   * The same with {@code most} trials at most, or as many as those that lead have: half of what
   * there is room for are the variants that are best, the others lie evenly among the rest.
   */
  public SearchTrace atMost(int most) {
    double share = (double) most / trials();
    return share >= 1
        ? this
        : new SearchTrace(
            strategy,
            objectives,
            parameters,
            arms.stream().map(arm -> arm.atMost((int) (share * arm.trials()), this)).toList());
  }

  /**
   * Something that is wanted.
   *
   * @param metric for example {@code validation.loss}, or {@code iterations to target}
   * @param maximise whether the larger is the better
   */
  public record Objective(String metric, boolean maximise) {
    /** The best of them first, those without a value last. */
    Comparator<Tried> bestFirst() {
      Comparator<Double> order =
          maximise ? Comparator.<Double>reverseOrder() : Comparator.naturalOrder();
      return Comparator.comparing(
          (Tried tried) -> tried.values().get(0), Comparator.nullsLast(order));
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
    public Arm {
      front = front == null ? List.of() : List.copyOf(front);
    }

    /** For people: {@code l2, sigmoid}; empty where there is but one place. */
    public String label() {
      return String.join(", ", settings.values());
    }

    int trials() {
      return variants.stream().mapToInt(v -> v.trials().size()).sum();
    }

    private Arm atMost(int most, SearchTrace trace) {
      var kept = new TreeMap<Integer, Tried>();
      for (var tried : variants) {
        if (front.contains(tried.variant()) || best != null && best == tried.variant()) {
          kept.put(tried.variant(), tried);
        }
      }
      keep(kept, variants.stream().sorted(trace.objectives.get(0).bestFirst()).toList(), most / 2);
      var rest = variants.stream().filter(v -> !kept.containsKey(v.variant())).toList();
      double each = (double) rest.stream().mapToInt(v -> v.trials().size()).sum() / rest.size();
      int room = (int) ((most - count(kept)) / each);
      var evenly =
          IntStream.range(0, Math.max(0, Math.min(room, rest.size())))
              .mapToObj(i -> rest.get((int) ((long) i * rest.size() / room)))
              .toList();
      keep(kept, evenly, most);
      return new Arm(
          settings, budgets, List.copyOf(kept.values()), best, front, hypervolume, reference);
    }

    private static void keep(TreeMap<Integer, Tried> kept, List<Tried> more, int most) {
      int count = count(kept);
      for (var tried : more) {
        if (!kept.containsKey(tried.variant())) {
          count += tried.trials().size();
          if (count > most) {
            return;
          }
          kept.put(tried.variant(), tried);
        }
      }
    }

    private static int count(TreeMap<Integer, Tried> kept) {
      return kept.values().stream().mapToInt(v -> v.trials().size()).sum();
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
   * @param processorSeconds of trainers' threads that it has taken; null where nobody has counted
   */
  public record Run(
      long seed,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean fresh,
      Outcome outcome,
      int iterations,
      List<Double> values,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean atLeast,
      List<Check> checks,
      @JsonInclude(JsonInclude.Include.NON_NULL) Double processorSeconds) {}

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
