package org.descent.experiment.search;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.search.Step.Continue;
import org.descent.experiment.search.Step.Done;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Replicate;
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
        proposals(soFar) < plan.extent().variants()
            ? "the space has no more points"
            : "all variants were tried");
  }

  private Optional<Start> decide(Observed soFar, int known) {
    if (soFar.steps().stream().anyMatch(Replicate.class::isInstance)) {
      return seeds.next(soFar, known);
    }
    var variants = Standings.after(soFar, known, plan.replicates());
    var next =
        plan.stopping()
            .next(variants)
            .<Start>map(further -> new Continue(further.variant(), further.budget()));
    if (next.isEmpty() && variants.size() < plan.extent().variants()) {
      next = point(variants).map(point -> propose(variants.size(), point));
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
    return seeds.headline(soFar);
  }

  /** How the variants stand after all that has been observed, fresh seeds left aside. */
  public List<VariantState> variants(Observed soFar) {
    return Standings.after(soFar, soFar.steps().size(), plan.replicates());
  }

  private static int proposals(Observed soFar) {
    return (int) soFar.steps().stream().filter(Propose.class::isInstance).count();
  }

  /** A new point where the constraints hold; empty if there seems to be none. */
  private Optional<Point> point(List<VariantState> variants) {
    var space = plan.space();
    var before = new HashSet<Point>();
    variants.forEach(v -> before.add(v.point()));
    for (var point : plan.first()) {
      if (!before.contains(point) && plan.allows(point)) {
        return Optional.of(point);
      }
    }
    var history = new History(space, plan.objectives(), plan.stopping().lastBudget(), variants);
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
      if (!before.contains(point) && plan.allows(point)) {
        return Optional.of(point);
      }
    }
    return firstUnused(before);
  }

  private Optional<Point> firstUnused(HashSet<Point> before) {
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
      if (!before.contains(point) && plan.allows(point)) {
        return Optional.of(point);
      }
    }
  }
}
