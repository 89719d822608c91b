package org.descent.experiment.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.replicates.Headline;
import org.descent.experiment.search.replicates.Race;

/**
 * The end of a search, when all variants were tried: those that lead race, a seed for each in every
 * round, and then the winner is trained from fresh seeds. Two objectives have a front and no
 * winner.
 */
final class FurtherSeeds {
  private final SearchPlan plan;

  FurtherSeeds(SearchPlan plan) {
    this.plan = plan;
  }

  /** The next seed for somebody; empty if {@code known} results do not tell whose, or nobody's. */
  Optional<Start> next(Course soFar, int known) {
    if (plan.objectives().size() > 1) {
      return Optional.empty();
    }
    int steps = soFar.steps().size();
    int began = beginOfRound(soFar);
    if (began < steps) {
      var last = (Replicate) soFar.steps().get(began);
      if (plan.replicates().isFresh(last.seed())) {
        return fresh(last.variant(), last.seed() + 1);
      }
      if (began <= known) {
        var left =
            racing(soFar, began).stream()
                .map(v -> seed(v.variant(), last.seed()))
                .filter(step -> !soFar.steps().contains(step))
                .findFirst();
        if (left.isPresent()) {
          return left;
        }
      }
    }
    return known < steps ? Optional.empty() : round(soFar, steps, began);
  }

  /**
   * The first step of the next round; who takes part in it follows from all that is known by now.
   */
  private Optional<Start> round(Course soFar, int steps, int began) {
    int seed =
        began < steps
            ? ((Replicate) soFar.steps().get(began)).seed() + 1
            : plan.replicates().atLeast();
    var racing = racing(soFar, steps);
    if (racing.isEmpty()) {
      return Optional.empty();
    }
    int first = racing.get(0).variant();
    return racing.size() < 2 || plan.replicates().isFresh(seed)
        ? fresh(first, plan.replicates().atMost())
        : Optional.of(seed(first, seed));
  }

  private Optional<Start> fresh(int winner, int seed) {
    return seed < plan.replicates().atMost() + plan.replicates().fresh()
        ? Optional.of(seed(winner, seed))
        : Optional.empty();
  }

  private Start seed(int variant, int seed) {
    return new Replicate(variant, seed, plan.stopping().lastBudget());
  }

  /** Number of the first step with the last seed that was given to anybody; all of them if none. */
  private static int beginOfRound(Course soFar) {
    int round = -1;
    int began = soFar.steps().size();
    for (int number = 0; number < soFar.steps().size(); number++) {
      if (soFar.steps().get(number) instanceof Replicate replicate && replicate.seed() > round) {
        round = replicate.seed();
        began = number;
      }
    }
    return began;
  }

  /** Who races, the leader first, after {@code known} steps. */
  private List<VariantState> racing(Course soFar, int known) {
    var finished =
        soFar.after(known).stream().filter(v -> v.reached(plan.stopping().lastBudget())).toList();
    int seeds = finished.stream().mapToInt(v -> v.results().size()).max().orElse(0);
    return new Race(plan.replicates(), plan.objectives().get(0)).leading(finished, seeds);
  }

  /** What the winner is worth; empty before all of its fresh seeds are known, or if it has none. */
  Optional<Headline> headline(Course soFar) {
    var objective = plan.objectives().get(0);
    var scores = new ArrayList<Score>();
    int winner = -1;
    for (int number = 0; number < soFar.steps().size(); number++) {
      if (soFar.steps().get(number) instanceof Replicate replicate
          && plan.replicates().isFresh(replicate.seed())) {
        winner = replicate.variant();
        soFar.result(number).ifPresent(r -> r.forEach(t -> scores.add(objective.of(t))));
      }
    }
    if (scores.isEmpty() || scores.size() < plan.replicates().fresh()) {
      return Optional.empty();
    }
    var variant = soFar.after(soFar.steps().size()).get(winner);
    return Optional.of(Headline.of(winner, variant.score(objective), scores));
  }
}
