package org.descent.experiment.search;

import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.space.Space;
import org.descent.experiment.search.stopping.Stopping;
import org.descent.experiment.search.strategy.Strategy;

/**
 * What a search is to do.
 *
 * @param objectives as many as the strategy is made for
 */
public record SearchPlan(
    Space space,
    List<Objective> objectives,
    Strategy strategy,
    Stopping stopping,
    Replicates replicates,
    Extent extent) {
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

  /**
   * @throws InvalidSpec if there is no objective, or not as many as the strategy takes
   */
  public SearchPlan {
    objectives = List.copyOf(objectives);
    InvalidSpec.unless(!objectives.isEmpty(), "a search without an objective, expected one");
    InvalidSpec.unless(
        objectives.size() == strategy.objectives(),
        "%d objectives, expected %d for this strategy",
        objectives.size(),
        strategy.objectives());
  }
}
