package org.descent.experiment.search.stopping;

import java.util.List;
import java.util.Optional;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.VariantState;

/**
 * Hyperband (Li et al. 2018), asynchronous: one {@link SuccessiveHalving} for each rung to start
 * at, for who knows whether the first iterations tell anything. Variants are dealt to them in
 * rounds; in each, a bracket with s rungs above its first gets ⌈(rungs / (s + 1)) factor^s⌉, so
 * that all cost about the same.
 *
 * @param factor 2 or more
 */
public record Hyperband(Rungs rungs, int factor, Objective objective) implements OnRungs {
  public Hyperband {
    new SuccessiveHalving(rungs, factor, objective);
  }

  @Override
  public int firstBudget(int variant) {
    return rungs.budget(bracket(variant));
  }

  /** The rung, from 0, at which the variant of this number starts. */
  int bracket(int variant) {
    int place = variant % round();
    int bracket = 0;
    while (place >= size(bracket)) {
      place -= size(bracket++);
    }
    return bracket;
  }

  private int size(int bracket) {
    int above = rungs.count() - 1 - bracket;
    return (int) Math.ceil(rungs.count() / (above + 1.0) * Math.pow(factor, above));
  }

  private int round() {
    int round = 0;
    for (int bracket = 0; bracket < rungs.count(); bracket++) {
      round += size(bracket);
    }
    return round;
  }

  @Override
  public Optional<Continuation> next(List<VariantState> variants) {
    var halving = new SuccessiveHalving(rungs, factor, objective);
    for (int bracket = 0; bracket < rungs.count(); bracket++) {
      int own = bracket;
      var members = variants.stream().filter(v -> bracket(v.variant()) == own).toList();
      var next = halving.next(members, bracket);
      if (next.isPresent()) {
        return next;
      }
    }
    return Optional.empty();
  }
}
