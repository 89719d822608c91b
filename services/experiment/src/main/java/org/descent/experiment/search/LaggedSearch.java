package org.descent.experiment.search;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.search.Step.Continue;
import org.descent.experiment.search.Step.Done;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.Step.Wait;
import org.descent.experiment.search.observation.Score;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.replicates.Headline;
import org.descent.experiment.search.replicates.Race;
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
    if (raceHasBegun(soFar)) {
      return race(soFar, known);
    }
    var variants = variants(soFar, known);
    var next =
        plan.stopping()
            .next(variants)
            .<Start>map(further -> new Continue(further.variant(), further.budget()));
    if (next.isEmpty() && variants.size() < plan.extent().variants()) {
      next = point(variants).map(point -> propose(variants.size(), point));
    }
    return next.isPresent() ? next : race(soFar, known);
  }

  private Propose propose(int variant, Point point) {
    return new Propose(
        variant, point, plan.stopping().firstBudget(variant), plan.replicates().atLeast());
  }

  private static boolean raceHasBegun(Observed soFar) {
    return soFar.steps().stream().anyMatch(Replicate.class::isInstance);
  }

  /**
   * The next seed for the next of those that race. A round gives one seed to each; who takes part
   * in it follows from all that was known when it began. The last rounds are the winner's, from
   * fresh seeds.
   */
  private Optional<Start> race(Observed soFar, int known) {
    if (plan.objectives().size() > 1) {
      return Optional.empty(); // a front has no winner
    }
    int steps = soFar.steps().size();
    int round = plan.replicates().atLeast() - 1;
    int began = steps;
    for (int number = 0; number < steps; number++) {
      if (soFar.steps().get(number) instanceof Replicate replicate && replicate.seed() > round) {
        round = replicate.seed();
        began = number;
      }
    }
    if (began < steps && began <= known) {
      for (var racing : racing(soFar, began, round)) {
        var step = new Replicate(racing.variant(), round, plan.stopping().lastBudget());
        if (!soFar.steps().contains(step)) {
          return Optional.of(step);
        }
      }
    }
    if (known < steps) {
      return Optional.empty();
    }
    int next = round + 1;
    if (!plan.replicates().isFresh(next) && racing(soFar, steps, next).size() < 2) {
      next = Math.max(plan.replicates().atMost(), next);
    }
    if (next >= plan.replicates().atMost() + plan.replicates().fresh()) {
      return Optional.empty();
    }
    int seed = next;
    return racing(soFar, steps, seed).stream()
        .findFirst()
        .map(first -> new Replicate(first.variant(), seed, plan.stopping().lastBudget()));
  }

  /**
   * Who gets the seed of a round.
   *
   * @param known number of the first step of that round
   */
  private List<VariantState> racing(Observed soFar, int known, int seed) {
    var finished =
        variants(soFar, known).stream()
            .filter(v -> v.reached(plan.stopping().lastBudget()))
            .toList();
    int seeds = finished.stream().mapToInt(v -> v.results().size()).max().orElse(0);
    var leading = new Race(plan.replicates(), plan.objectives().get(0)).leading(finished, seeds);
    return plan.replicates().isFresh(seed)
        ? leading.subList(0, Math.min(1, leading.size()))
        : leading;
  }

  /**
   * What the winner is worth, from seeds that no decision depended on; empty before it is known.
   */
  public Optional<Headline> headline(Observed soFar) {
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
    return scores.isEmpty() || scores.size() < plan.replicates().fresh()
        ? Optional.empty()
        : Optional.of(Headline.of(winner, variants(soFar).get(winner).score(objective), scores));
  }

  /** How the variants stand after all that has been observed, fresh seeds left aside. */
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
      if (!(step instanceof Replicate replicate && plan.replicates().isFresh(replicate.seed()))) {
        standings.get(step.variant()).hear(step, result);
      }
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
    private List<TrialResult> results = List.of();
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
      results = results.isEmpty() ? result.get() : merged(result.get());
    }

    private List<TrialResult> merged(List<TrialResult> later) {
      var bySeed = new LinkedHashMap<Long, TrialResult>();
      results.forEach(trial -> bySeed.put(trial.seed(), trial));
      later.forEach(trial -> bySeed.put(trial.seed(), trial));
      return List.copyOf(bySeed.values());
    }

    VariantState state(int number) {
      return new VariantState(number, point, budget, waiting, results);
    }
  }
}
