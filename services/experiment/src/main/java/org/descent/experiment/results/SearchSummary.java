package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.contracts.event.SearchStep;
import org.descent.experiment.VariantSearch;
import org.descent.experiment.results.SearchResult.Headline;
import org.descent.experiment.results.SearchResult.Matter;
import org.descent.experiment.results.SearchResult.Scored;
import org.descent.experiment.search.LaggedSearch;
import org.descent.experiment.search.Observed;
import org.descent.experiment.search.SearchPlan;
import org.descent.experiment.search.analysis.PedAnova;
import org.descent.experiment.search.analysis.Trials;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Objective.Goal;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.VariantState;

/**
 * Tells what a search has come to.
 *
 * @param steps all that were taken, in order
 */
record SearchSummary(VariantSearch search, List<SearchStep> steps, VariantSearch.Results results) {
  /** The fewest variants of which it is told what they have in common. */
  private static final int FEW = 10;

  private static final int SAMPLES = 100;

  SearchResult result(boolean over) {
    return told(over, true);
  }

  /** The same without importances, which a bootstrap takes time for. */
  SearchResult outline(boolean over) {
    return told(over, false);
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
                        h.interval().map(i -> end(objective, i.low(), i.high())).orElse(null),
                        h.interval().map(i -> end(objective, i.high(), i.low())).orElse(null),
                        value(objective, h.inSearch()),
                        plan.replicates().fresh()))
            .orElse(null),
        importances ? importances(seen, plan) : List.of());
  }

  /** None of few variants, or of two objectives. */
  private List<Matter> importances(List<VariantState> seen, SearchPlan plan) {
    if (seen.size() < FEW || plan.objectives().size() > 1) {
      return List.of();
    }
    var trials = Trials.of(plan.space(), seen, plan.objectives().get(0));
    return new PedAnova()
        .importances(trials, SAMPLES, plan.extent().seed()).stream()
            .map(i -> new Matter(search.name(i.path()), i.share(), i.low(), i.high()))
            .toList();
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
  private static Double value(Objective objective, Score score) {
    return score.usable() ? measured(objective, score.value()) : null;
  }

  /** The lower end of what was measured, whichever way it is better. */
  private static Double end(Objective objective, double low, double high) {
    return measured(objective, turned(objective) ? high : low);
  }

  private static boolean turned(Objective objective) {
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
    return IntStream.range(0, seen.size())
        .filter(i -> Arrays.stream(scores.get(i)).allMatch(Double::isFinite))
        .filter(i -> scores.stream().noneMatch(other -> better(other, scores.get(i))))
        .mapToObj(i -> ordinals.get(seen.get(i).variant()))
        .toList();
  }

  /** Whether nowhere worse, and somewhere better. */
  private static boolean better(double[] one, double[] other) {
    boolean better = false;
    for (int i = 0; i < one.length; i++) {
      if (one[i] > other[i]) {
        return false;
      }
      better |= one[i] < other[i];
    }
    return better;
  }
}
