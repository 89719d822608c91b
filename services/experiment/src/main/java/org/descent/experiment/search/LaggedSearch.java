package org.descent.experiment.search;

import java.util.List;
import java.util.Optional;
import org.descent.experiment.search.Step.Continue;
import org.descent.experiment.search.Step.Done;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.Step.Wait;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.replicates.Headline;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.strategy.GridStrategy;
import org.descent.experiment.search.strategy.History;
import org.descent.experiment.search.strategy.Turn;

/**
 * A search that is asynchronous and reproducible: step n knows the results of the first n − L
 * steps, exactly those, whoever finished first. L, the lag, is how many steps may be in training at
 * a time. Where nothing can be decided on so few results, it waits for one more, and so on: when
 * the search draws to its end, steps know all that came before.
 */
public final class LaggedSearch implements Search {
  private static final int OWN_ATTEMPTS = 20;
  private static final int RANDOM_ATTEMPTS = 2000;
  private static final int MOST_TO_WALK_THROUGH = 100_000;

  private final SearchPlan plan;
  private final FurtherSeeds seeds;

  public LaggedSearch(SearchPlan plan) {
    this.plan = plan;
    this.seeds = new FurtherSeeds(plan);
  }

  @Override
  public Step next(Observed soFar) {
    return next(Course.of(plan, soFar));
  }

  /** What to do now, in a search under way. */
  public Step next(Course soFar) {
    int steps = soFar.steps().size();
    for (int known = Math.max(0, steps - plan.extent().lag()); known <= steps; known++) {
      if (!soFar.done(known)) {
        return new Wait();
      }
      var start = decide(soFar, known);
      if (start.isPresent()) {
        return start.get();
      }
    }
    return new Done(
        soFar.proposals() < plan.extent().variants()
            ? "the space has no more points"
            : "all variants were tried");
  }

  private Optional<Start> decide(Course soFar, int known) {
    if (soFar.replicated()) {
      return seeds.next(soFar, known);
    }
    var variants = soFar.after(known);
    var next =
        plan.stopping()
            .next(variants)
            .<Start>map(further -> new Continue(further.variant(), further.budget()));
    if (next.isEmpty() && variants.size() < plan.extent().variants()) {
      next = point(soFar, variants).map(point -> propose(variants.size(), point));
    }
    return next.isPresent() ? next : seeds.next(soFar, known);
  }

  private Propose propose(int variant, Point point) {
    return new Propose(
        variant, point, plan.stopping().firstBudget(variant), plan.replicates().atLeast());
  }

  /**
   * What the winner is worth, from seeds that no decision depended on; empty before it is known.
   */
  public Optional<Headline> headline(Observed soFar) {
    return seeds.headline(Course.of(plan, soFar));
  }

  /** How the variants stand after all that has been observed, fresh seeds left aside. */
  public List<VariantState> variants(Observed soFar) {
    return Course.of(plan, soFar).after(soFar.steps().size());
  }

  /** A new point where the constraints hold; empty if there seems to be none. */
  private Optional<Point> point(Course soFar, List<VariantState> variants) {
    var space = plan.space();
    for (var point : plan.first()) {
      if (!soFar.proposed(point) && plan.allows(point)) {
        return Optional.of(point);
      }
    }
    var history =
        new History(
            space, plan.objectives(), plan.stopping().lastBudget(), variants, soFar.recollection());
    for (int attempt = 0; attempt < OWN_ATTEMPTS + RANDOM_ATTEMPTS; attempt++) {
      var turn = new Turn(plan.extent().seed(), variants.size(), attempt);
      var units =
          attempt < OWN_ATTEMPTS
              ? plan.strategy().propose(history, turn)
              : Optional.of(space.draw(turn.random()));
      if (units.isEmpty()) {
        return Optional.empty();
      }
      var point = space.point(units.get());
      if (!soFar.proposed(point) && plan.allows(point)) {
        return Optional.of(point);
      }
    }
    return firstUnused(soFar);
  }

  private Optional<Point> firstUnused(Course soFar) {
    var space = plan.space();
    if (space.size() > MOST_TO_WALK_THROUGH) {
      return Optional.empty();
    }
    var all = new GridStrategy(MOST_TO_WALK_THROUGH);
    for (long place = 0; ; place++) {
      var units = all.at(space, place);
      if (units.isEmpty()) {
        return Optional.empty();
      }
      var point = space.point(units.get());
      if (!soFar.proposed(point) && plan.allows(point)) {
        return Optional.of(point);
      }
    }
  }
}
