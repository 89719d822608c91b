package org.descent.experiment.search;

import java.util.List;
import java.util.function.Predicate;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.replicates.Race;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.stopping.Stopping;
import org.descent.experiment.search.strategy.Strategy;

/**
 * What a search is to do.
 *
 * @param objectives as many as the strategy is made for
 * @param feasible whether a point can be trained; what cannot is not proposed, as if a constraint
 *     forbade it
 * @param first points to be proposed before the strategy is asked, in that order; those that cannot
 *     be are left out
 */
public record SearchPlan(
    Space space,
    List<Objective> objectives,
    Strategy strategy,
    Stopping stopping,
    Replicates replicates,
    Extent extent,
    Predicate<Point> feasible,
    List<Point> first) {
  /**
   * How much of it, and how far ahead of its results.
   *
   * @param variants to propose at most
   * @param lag how many steps before the next one may still be in training: 0 trains one after the
   *     other; the larger, the more trainers work and the later results are made use of
   * @param seed of all that is random in the search
   */
  public record Extent(int variants, int lag, long seed) {
    public Extent {
      InvalidSpec.unless(variants >= 1, "trials %d, expected 1 or more", variants);
      InvalidSpec.unless(lag >= 0, "lag %d, expected 0 or more", lag);
    }
  }

  /** Where every point can be trained. */
  public SearchPlan(
      Space space,
      List<Objective> objectives,
      Strategy strategy,
      Stopping stopping,
      Replicates replicates,
      Extent extent) {
    this(space, objectives, strategy, stopping, replicates, extent, point -> true, List.of());
  }

  /**
   * @throws InvalidSpec if there is no objective, or not as many as the strategy takes
   */
  public SearchPlan {
    objectives = List.copyOf(objectives);
    first = List.copyOf(first);
    InvalidSpec.unless(!objectives.isEmpty(), "a search without an objective, expected one");
    InvalidSpec.unless(
        objectives.size() == strategy.objectives(),
        "%d objectives, expected %d for this strategy",
        objectives.size(),
        strategy.objectives());
  }

  /** The most trials it may come to: every variant's seeds, a race of the best, and fresh seeds. */
  public long mostTrials() {
    long racing = Math.min(Race.STARTERS, extent.variants());
    return (long) extent.variants() * replicates.atLeast()
        + (objectives.size() > 1
            ? 0
            : racing * (replicates.atMost() - replicates.atLeast()) + replicates.fresh());
  }

  /** Whether {@code point} may be proposed. */
  boolean allows(Point point) {
    return space.allows(point) && feasible.test(point);
  }
}
