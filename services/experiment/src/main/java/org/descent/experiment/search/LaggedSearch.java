package org.descent.experiment.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.experiment.search.Step.Continue;
import org.descent.experiment.search.Step.Done;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.Step.Wait;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;
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

  public LaggedSearch(SearchPlan plan) {
    this.plan = plan;
  }

  @Override
  public Step next(Observed soFar) {
    int steps = soFar.steps().size();
    for (int known = Math.max(0, steps - plan.extent().lag()); known <= steps; known++) {
      if (!done(soFar, known)) {
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

  /** Whether the first {@code known} steps are done. */
  private static boolean done(Observed soFar, int known) {
    return IntStream.range(0, known).allMatch(step -> soFar.result(step).isPresent());
  }

  private Optional<Start> decide(Observed soFar, int known) {
    var variants = variants(soFar, known);
    var next =
        plan.stopping()
            .next(variants)
            .<Start>map(further -> new Continue(further.variant(), further.budget()));
    if (next.isPresent() || variants.size() >= plan.extent().variants()) {
      return next;
    }
    return point(variants)
        .map(
            point ->
                new Propose(
                    variants.size(),
                    point,
                    plan.stopping().firstBudget(variants.size()),
                    plan.replicates().atLeast()));
  }

  /** How the variants stand after all that has been observed. */
  public List<VariantState> variants(Observed soFar) {
    return variants(soFar, soFar.steps().size());
  }

  /** How they stand to somebody who knows what came of the first {@code known} steps. */
  private List<VariantState> variants(Observed soFar, int known) {
    var standings = new ArrayList<Standing>();
    for (int number = 0; number < soFar.steps().size(); number++) {
      var step = soFar.steps().get(number);
      if (step instanceof Propose propose) {
        standings.add(new Standing(propose.point()));
      }
      var result = number < known ? soFar.result(number) : Optional.<List<TrialResult>>empty();
      standings.get(step.variant()).hear(step, result);
    }
    var states = new ArrayList<VariantState>(standings.size());
    for (var standing : standings) {
      states.add(standing.state(states.size()));
    }
    return states;
  }

  private static int proposals(Observed soFar) {
    return (int) soFar.steps().stream().filter(Propose.class::isInstance).count();
  }

  /** A new point where the constraints hold; empty if there seems to be none. */
  private Optional<Point> point(List<VariantState> variants) {
    var space = plan.space();
    var before = new HashSet<Point>();
    variants.forEach(v -> before.add(v.point()));
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
      if (space.allows(point) && !before.contains(point)) {
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
      if (space.allows(point) && !before.contains(point)) {
        return Optional.of(point);
      }
    }
  }

  /** A variant while the steps are read. */
  private static final class Standing {
    private final Point point;
    private final Map<Long, TrialResult> results = new LinkedHashMap<>();
    private int budget;
    private boolean waiting;

    Standing(Point point) {
      this.point = point;
    }

    void hear(Start step, Optional<List<TrialResult>> result) {
      if (result.isEmpty()) {
        waiting = true;
        return;
      }
      if (!(step instanceof Replicate)) {
        budget = step.budget();
      }
      result.get().forEach(trial -> results.put(trial.seed(), trial));
    }

    VariantState state(int number) {
      return new VariantState(number, point, budget, waiting, List.copyOf(results.values()));
    }
  }
}
