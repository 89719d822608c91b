package org.descent.experiment.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.MetricObjective.Take;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Objective.Goal;

/**
 * What an experiment's search has come to.
 *
 * @param strategy who proposes, for example {@code tpe}
 * @param objectives what is wanted, in words: {@code minimise validation.loss}
 * @param over whether nothing is left to train
 * @param arms a search in each place of the grid of what varies beside it
 */
public record SearchResult(String strategy, List<String> objectives, boolean over, List<Arm> arms) {
  /** For people: {@code minimise validation.loss}. */
  public static String inWords(Objective objective) {
    return objective instanceof MetricObjective metric
        ? (metric.goal() == Goal.MINIMISE ? "minimise " : "maximise ")
            + metric.metric()
            + (metric.take() == Take.BEST ? ", the best on the way" : "")
        : "iterations to target";
  }

  /** Variants of {@code arm}, the best first: of those that were trained furthest. */
  public List<Scored> ranked(Arm arm) {
    var first = objectives.get(0);
    var byValue =
        Comparator.comparing(
            (Scored s) -> s.values().get(0),
            Comparator.nullsLast(
                first.startsWith("maximise ")
                    ? Comparator.<Double>reverseOrder()
                    : Comparator.<Double>naturalOrder()));
    return arm.variants().stream()
        .sorted(
            Comparator.comparing((Scored s) -> s.values().get(0) == null)
                .thenComparing(Comparator.comparingInt(Scored::budget).reversed())
                .thenComparing(Scored::atLeast)
                .thenComparing(byValue)
                .thenComparing(Scored::variant))
        .toList();
  }

  /**
   * Ordinals of the variants that lead, place of the grid by place, the best first.
   *
   * @param most of them all together, but one at least of each place
   */
  public List<Integer> leading(int most) {
    int each = Math.max(1, most / arms.size());
    return arms.stream()
        .flatMap(arm -> ranked(arm).stream().limit(each))
        .map(Scored::variant)
        .toList();
  }

  /**
   * The search in one place of the grid.
   *
   * @param settings of that place, by axis; empty where nothing else varies
   * @param variants that were proposed and of which something is known, in the order of proposals
   * @param best ordinal of the best of them; null if there is none, or there are two objectives
   * @param front ordinals of those that no other is better than in all of two objectives
   * @param headline what the best is worth; null before it is known
   * @param importance how much each parameter matters; empty while there are few variants
   * @param variance what share of the variance over the space each parameter explains alone, by
   *     functional ANOVA (Hutter, Hoos &amp; Leyton-Brown 2014); empty while there are few
   *     variants, and where parameters or variants are too many for it
   * @param pairs what two of them explain together beyond each alone, where it is a hundredth or
   *     more, the largest first
   */
  public record Arm(
      Map<String, String> settings,
      List<Scored> variants,
      Integer best,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Integer> front,
      Headline headline,
      List<Matter> importance,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Matter> variance,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Pair> pairs) {
    /** For people: {@code l2, sigmoid}; empty where there is but one place. */
    public String label() {
      return String.join(", ", settings.values());
    }

    public Arm {
      front = front == null ? List.of() : List.copyOf(front);
      variance = variance == null ? List.of() : List.copyOf(variance);
      pairs = pairs == null ? List.of() : List.copyOf(pairs);
    }
  }

  /**
   * A variant and its score, the mean over its trials.
   *
   * @param variant its ordinal
   * @param trials that count: those from fresh seeds do not
   * @param budget iterations that they had
   * @param values one for each objective; null where it cannot be used: it diverged or failed
   * @param atLeast whether the first is a bound: some trials did not reach their target
   */
  public record Scored(int variant, int trials, int budget, List<Double> values, boolean atLeast) {}

  /**
   * What the best is worth from seeds that the search never saw.
   *
   * @param value the mean over them
   * @param atLeast whether it is a bound
   * @param low end of the mean's interval of 95 %, by Student's t; null if there is none
   * @param high end of that interval
   * @param inSearch the score that it won with, which is too good on average
   * @param trials from fresh seeds
   */
  public record Headline(
      int variant,
      Double value,
      boolean atLeast,
      Double low,
      Double high,
      Double inSearch,
      int trials) {}

  /**
   * How much a parameter matters: by PED-ANOVA, what the best tenth has in common, or by functional
   * ANOVA.
   *
   * @param share of what all parameters matter, or of the variance
   * @param low end of the share's interval of 95 % by bootstrap
   * @param high end of that interval
   */
  public record Matter(String parameter, double share, double low, double high) {}

  /**
   * Two parameters.
   *
   * @param share of the variance that they explain together beyond each alone
   */
  public record Pair(String one, String other, double share) {}
}
