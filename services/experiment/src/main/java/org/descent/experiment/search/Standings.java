package org.descent.experiment.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.space.Point;

/** How variants stand: the fold of a search's steps. */
final class Standings {
  private Standings() {}

  /**
   * How they stand to somebody who knows what came of the first {@code known} steps, fresh seeds
   * left aside.
   */
  static List<VariantState> after(Observed soFar, int known, Replicates replicates) {
    var standings = new ArrayList<Standing>();
    for (int number = 0; number < soFar.steps().size(); number++) {
      var step = soFar.steps().get(number);
      if (step instanceof Propose propose) {
        standings.add(new Standing(propose.point()));
      }
      var result = number < known ? soFar.result(number) : Optional.<List<TrialResult>>empty();
      if (!(step instanceof Replicate replicate && replicates.isFresh(replicate.seed()))) {
        standings.get(step.variant()).hear(step, result);
      }
    }
    var states = new ArrayList<VariantState>(standings.size());
    for (var standing : standings) {
      states.add(standing.state(states.size()));
    }
    return states;
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
