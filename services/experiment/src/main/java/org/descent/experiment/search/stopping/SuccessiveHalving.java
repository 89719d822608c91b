package org.descent.experiment.search.stopping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.VariantState;

/**
 * Asynchronous successive halving (Li et al. 2020, algorithm 2): at every rung the best {@code 1 /
 * factor} of those that got there go on, from the highest rung where somebody may. What ended at a
 * rung, for example because it reached its target, keeps its place among the best there.
 *
 * @param factor 2 or more
 */
public record SuccessiveHalving(Rungs rungs, int factor, Objective objective) implements OnRungs {
  public SuccessiveHalving {
    InvalidSpec.unless(factor >= 2, "factor %d, expected 2 or more", factor);
  }

  @Override
  public Optional<Continuation> next(List<VariantState> variants) {
    return next(variants, 0);
  }

  /** The same for variants that started at the rung {@code first}. */
  Optional<Continuation> next(List<VariantState> variants, int first) {
    for (int rung = rungs.count() - 2; rung >= first; rung--) {
      int budget = rungs.budget(rung);
      var best = best(variants, budget);
      for (var variant : best) {
        if (variant.canContinue() && variant.budget() == budget) {
          return Optional.of(new Continuation(variant.variant(), rungs.budget(rung + 1)));
        }
      }
    }
    return Optional.empty();
  }

  private record Contender(VariantState variant, Score score) {}

  private List<VariantState> best(List<VariantState> variants, int budget) {
    var there = new ArrayList<Contender>();
    for (var variant : variants) {
      if (variant.reached(budget)) {
        there.add(new Contender(variant, variant.scoreAfter(objective, budget)));
      }
    }
    return there.stream()
        .sorted(
            Comparator.comparing(Contender::score)
                .thenComparing(contender -> contender.variant().variant()))
        .limit(there.size() / factor)
        .map(Contender::variant)
        .toList();
  }
}
