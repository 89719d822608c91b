package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.event.SearchStep;
import org.descent.experiment.VariantSearch;
import org.descent.experiment.results.SearchResult.Headline;
import org.descent.experiment.results.SearchResult.Matter;
import org.descent.experiment.results.SearchResult.Pair;
import org.descent.experiment.results.SearchResult.Scored;
import org.descent.experiment.search.LaggedSearch;
import org.descent.experiment.search.Observed;
import org.descent.experiment.search.SearchPlan;
import org.descent.experiment.search.analysis.FunctionalAnova;
import org.descent.experiment.search.analysis.Importance;
import org.descent.experiment.search.analysis.ParetoFront;
import org.descent.experiment.search.analysis.PedAnova;
import org.descent.experiment.search.analysis.Trials;
import org.descent.experiment.search.observation.IterationsToTarget;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Objective.Goal;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.stopping.Extrapolation;
import org.descent.experiment.search.strategy.History;
import org.descent.experiment.statistics.Interval;

/**
 * A search as it stood when somebody looked: tells what it has come to.
 *
 * @param steps all that were taken, in order
 */
public record SearchSummary(
    VariantSearch search, List<SearchStep> steps, VariantSearch.Results results, Effort effort) {
  /** What trials have taken. */
  public interface Effort {
    /** Processor time of a variant's trial, in seconds; empty where nobody has counted. */
    Optional<Double> of(int variant, long seed);
  }

  /** The fewest variants of which it is told what they have in common. */
  private static final int FEW = 10;

  private static final int SAMPLES = 100;

  /** Functional ANOVA is for spaces of so many parameters, and so many variants. */
  private static final int SMALL = 6;

  private static final int MOST_FOR_A_FOREST = 300;
  private static final int FORESTS = 25;

  /**
   * What it has come to.
   *
   * @param over whether nothing is left to train
   */
  public SearchResult result(boolean over) {
    return told(over, true);
  }

  /** The same without importances, which a bootstrap takes time for. */
  public SearchResult outline(boolean over) {
    return told(over, false);
  }

  /** The points that it has heard of, path → value, best first; of several places in turn. */
  public List<Map<String, String>> ranked() {
    var byArm = new ArrayList<List<Map<String, String>>>();
    var observed = search.observed(steps, results);
    for (int arm = 0; arm < observed.size(); arm++) {
      var plan = search.arms().get(arm).plan();
      var variants = new LaggedSearch(plan).variants(observed.get(arm));
      byArm.add(
          new History(plan.space(), plan.objectives(), plan.stopping().lastBudget(), variants)
              .ranked().stream().map(v -> v.point().settings()).toList());
    }
    var all = new ArrayList<Map<String, String>>();
    int longest = byArm.stream().mapToInt(List::size).max().orElse(0);
    for (int place = 0; place < longest; place++) {
      for (var ranked : byArm) {
        if (place < ranked.size()) {
          all.add(ranked.get(place));
        }
      }
    }
    return all;
  }

  /** How many of its steps are done: as long as no more are, it has come to the same. */
  public int done() {
    return (int) steps.stream().filter(step -> results.of(step).isPresent()).count();
  }

  /** The same, trial by trial. */
  public SearchTrace trace() {
    return new SearchTracer(search, steps, results, effort).trace(outline(false));
  }

  /**
   * What a rule that extrapolates curves believed of some of an arm's trials where it looked at
   * them: of the best at the first rung, of others where they were held back. None for other rules.
   */
  public List<SearchBelief> beliefs(SearchTrace.Arm arm) {
    int place =
        search.arms().stream().map(VariantSearch.Arm::settings).toList().indexOf(arm.settings());
    return search.arms().get(place).plan().stopping() instanceof Extrapolation rule
        ? SearchBelief.of(rule, arm, this)
        : List.of();
  }

  /**
   * What a model makes of two parameters of an arm, for a contour below its points; empty of two
   * objectives, and where there is too little or too much to grow a forest on.
   *
   * @param one place of a parameter among those of the space
   * @param other place of another one
   */
  public Optional<SearchSurface> surface(SearchTrace.Arm arm, int one, int other) {
    int place =
        search.arms().stream().map(VariantSearch.Arm::settings).toList().indexOf(arm.settings());
    var plan = search.arms().get(place).plan();
    var variants = new LaggedSearch(plan).variants(search.observed(steps, results).get(place));
    return plan.objectives().size() > 1
        ? Optional.empty()
        : SearchSurface.of(plan, variants.stream().filter(VariantState::seen).toList(), one, other);
  }

  /** How the first trial of a variant stood when it was last looked at; empty before that. */
  Optional<TrialResult> first(int variant) {
    return steps.stream()
        .filter(s -> s.variant() == variant && s.kind() != SearchStep.Kind.REPLICATE)
        .reduce((earlier, later) -> later)
        .flatMap(results::of)
        .map(trials -> trials.get(0));
  }

  private SearchResult told(boolean over, boolean importances) {
    var observed = search.observed(steps, results);
    var arms = new ArrayList<SearchResult.Arm>();
    for (int arm = 0; arm < observed.size(); arm++) {
      arms.add(arm(arm, observed.get(arm), importances));
    }
    var objectives = search.arms().get(0).plan().objectives();
    return new SearchResult(
        search.strategy(), objectives.stream().map(SearchResult::inWords).toList(), over, arms);
  }

  private SearchResult.Arm arm(int arm, Observed observed, boolean importances) {
    var plan = search.arms().get(arm).plan();
    var ordinals =
        steps.stream()
            .filter(s -> s.arm() == arm && s.kind() == SearchStep.Kind.PROPOSE)
            .map(SearchStep::variant)
            .toList();
    var lagged = new LaggedSearch(plan);
    var seen = lagged.variants(observed).stream().filter(VariantState::seen).toList();
    var headline =
        plan.objectives().size() == 1
            ? lagged.headline(observed)
            : Optional.<org.descent.experiment.search.replicates.Headline>empty();
    var objective = plan.objectives().get(0);
    var interval = headline.flatMap(h -> h.interval()).map(i -> measured(objective, i));
    var mattering = importances ? mattering(seen, plan) : Mattering.NOTHING;
    return new SearchResult.Arm(
        search.arms().get(arm).settings(),
        seen.stream().map(v -> scored(ordinals.get(v.variant()), v, plan)).toList(),
        plan.objectives().size() > 1
            ? null
            : headline
                .map(h -> h.variant())
                .or(() -> best(seen, plan))
                .map(ordinals::get)
                .orElse(null),
        plan.objectives().size() > 1 ? front(seen, plan, ordinals) : List.of(),
        headline
            .map(
                h ->
                    new Headline(
                        ordinals.get(h.variant()),
                        value(objective, h.fresh()),
                        h.fresh().atLeast(),
                        interval.map(Interval::low).orElse(null),
                        interval.map(Interval::high).orElse(null),
                        value(objective, h.inSearch()),
                        plan.replicates().fresh()))
            .orElse(null),
        mattering.importance(),
        mattering.variance(),
        mattering.pairs());
  }

  /** What matters of a search: nothing is said of few variants, or of two objectives. */
  private record Mattering(List<Matter> importance, List<Matter> variance, List<Pair> pairs) {
    static final Mattering NOTHING = new Mattering(List.of(), List.of(), List.of());
  }

  private Mattering mattering(List<VariantState> seen, SearchPlan plan) {
    if (seen.size() < FEW || plan.objectives().size() > 1) {
      return Mattering.NOTHING;
    }
    var trials = Trials.of(plan.space(), seen, plan.objectives().get(0));
    long seed = plan.extent().seed();
    var importance = named(new PedAnova().importances(trials, SAMPLES, seed));
    if (plan.space().dimensions() > SMALL || seen.size() > MOST_FOR_A_FOREST) {
      return new Mattering(importance, List.of(), List.of());
    }
    var anova = new FunctionalAnova();
    return new Mattering(
        importance,
        named(anova.importances(trials, FORESTS, seed)),
        pairs(plan, anova.shares(trials, seed).pairs()));
  }

  private List<Matter> named(List<Importance> importances) {
    return importances.stream()
        .map(i -> new Matter(search.name(i.path()), i.share(), i.low(), i.high()))
        .toList();
  }

  private List<Pair> pairs(SearchPlan plan, double[][] shares) {
    var pairs = new ArrayList<Pair>();
    var parameters = plan.space().parameters();
    for (int i = 0; i < shares.length; i++) {
      for (int j = 0; j < i; j++) {
        if (shares[i][j] >= 0.01) {
          pairs.add(
              new Pair(
                  search.name(parameters.get(j).path()),
                  search.name(parameters.get(i).path()),
                  shares[i][j]));
        }
      }
    }
    pairs.sort(Comparator.comparing(Pair::share).reversed());
    return pairs;
  }

  private static Scored scored(int ordinal, VariantState variant, SearchPlan plan) {
    var scores = plan.objectives().stream().map(variant::score).toList();
    var values = new Double[scores.size()];
    Arrays.setAll(values, i -> value(plan.objectives().get(i), scores.get(i)));
    return new Scored(
        ordinal,
        variant.results().size(),
        variant.budget(),
        Collections.unmodifiableList(Arrays.asList(values)),
        scores.get(0).atLeast());
  }

  /** As it was measured; null if it cannot be used. */
  static Double value(Objective objective, Score score) {
    return score.usable() ? measured(objective, score.value()) : null;
  }

  /** From what was measured least to what was measured most, whichever way it is better. */
  private static Interval measured(Objective objective, Interval scores) {
    var measured = turned(objective) ? new Interval(0 - scores.high(), 0 - scores.low()) : scores;
    return measured.within(
        objective instanceof IterationsToTarget
            ? new Interval(1, Double.POSITIVE_INFINITY)
            : Quantity.possible(objective.metric()));
  }

  /** Whether the larger is the better: scores have their sign turned. */
  static boolean turned(Objective objective) {
    return objective instanceof MetricObjective && objective.goal() == Goal.MAXIMISE;
  }

  private static double measured(Objective objective, double score) {
    return turned(objective) ? 0 - score : score;
  }

  private static Optional<Integer> best(List<VariantState> seen, SearchPlan plan) {
    return seen.stream()
        .filter(v -> v.reached(plan.stopping().lastBudget()))
        .filter(v -> v.score(plan.objectives().get(0)).usable())
        .min(Comparator.comparing(v -> v.score(plan.objectives().get(0))))
        .map(VariantState::variant);
  }

  private static List<Integer> front(
      List<VariantState> seen, SearchPlan plan, List<Integer> ordinals) {
    var scores =
        seen.stream()
            .map(v -> plan.objectives().stream().mapToDouble(o -> v.score(o).value()).toArray())
            .toList();
    return ParetoFront.of(scores).stream().map(i -> ordinals.get(seen.get(i).variant())).toList();
  }
}
