package org.descent.experiment.search.stopping;

import java.util.List;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.observation.Objective;
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
      var next = promoted(variants, rung);
      if (next != null) {
        return Optional.of(new Continuation(next.variant(), rungs.budget(rung + 1)));
      }
    }
    return Optional.empty();
  }

  /**
   * The best that may go on from {@code rung}, if it is among the best of all there. Who was paused
   * above it and below the next, as a search is that began with other rungs, stands there too.
   */
  private VariantState promoted(List<VariantState> variants, int rung) {
    int budget = rungs.budget(rung);
    VariantState best = null;
    int there = 0;
    for (var variant : variants) {
      there += variant.reached(budget) ? 1 : 0;
      boolean waits = variant.canContinue() && rungs.reached(variant.budget()) == rung;
      if (waits && (best == null || better(variant, best, budget))) {
        best = variant;
      }
    }
    int ahead = 0;
    for (int i = 0; best != null && i < variants.size(); i++) {
      var variant = variants.get(i);
      ahead += variant.reached(budget) && better(variant, best, budget) ? 1 : 0;
    }
    return ahead < there / factor ? best : null;
  }

  private boolean better(VariantState one, VariantState other, int budget) {
    int order = one.scoreAfter(objective, budget).compareTo(other.scoreAfter(objective, budget));
    return order != 0 ? order < 0 : one.variant() < other.variant();
  }
}
