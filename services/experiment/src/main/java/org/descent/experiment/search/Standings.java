package org.descent.experiment.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.replicates.Replicates;
import org.descent.experiment.search.space.Point;

/**
 * How variants stand, fresh seeds left aside: the fold of a search's steps. Whoever asks how they
 * stood a few steps earlier or later pays for those steps alone. For one thread.
 */
final class Standings {
  private final Replicates replicates;
  private final List<Start> steps;
  private final List<List<TrialResult>> results; // [steps], null where nothing came yet

  private final List<Point> points = new ArrayList<>(); // by variant
  private final Map<Point, Integer> proposed = new HashMap<>(); // how often
  private final List<List<Integer>> own = new ArrayList<>(); // by variant: numbers of its steps
  private final List<VariantState> states = new ArrayList<>(); // to who knows so many results:
  private int known;

  /**
   * @param steps which grow and shrink as {@link #took} and {@link #leaves} say
   * @param results as many, null where nothing came yet
   */
  Standings(Replicates replicates, List<Start> steps, List<List<TrialResult>> results) {
    this.replicates = replicates;
    this.steps = steps;
    this.results = results;
  }

  /** The last of the steps has been added. */
  void took() {
    int number = steps.size() - 1;
    var step = steps.get(number);
    if (step instanceof Propose propose) {
      points.add(propose.point());
      proposed.merge(propose.point(), 1, Integer::sum);
      own.add(new ArrayList<>());
      states.add(null);
    }
    if (counts(step)) {
      own.get(step.variant()).add(number);
      look(step.variant());
    }
  }

  /** The last of the steps is about to be removed. */
  void leaves() {
    int number = steps.size() - 1;
    var step = steps.get(number);
    known = Math.min(known, number);
    if (step instanceof Propose propose) {
      int last = points.size() - 1;
      proposed.computeIfPresent(propose.point(), (p, count) -> count == 1 ? null : count - 1);
      points.remove(last);
      own.remove(last);
      states.remove(last);
    } else if (counts(step)) {
      var numbers = own.get(step.variant());
      numbers.remove(numbers.size() - 1);
      look(step.variant());
    }
  }

  /** What came of {@code step} is another than before. */
  void heard(int step) {
    if (step < known && counts(steps.get(step))) {
      look(steps.get(step).variant());
    }
  }

  private boolean counts(Start step) {
    return !(step instanceof Replicate replicate && replicates.isFresh(replicate.seed()));
  }

  /** Whether {@code point} has been proposed. */
  boolean proposed(Point point) {
    return proposed.containsKey(point);
  }

  /** How many variants have been proposed. */
  int variants() {
    return points.size();
  }

  /**
   * How they stand to somebody who knows what came of the first {@code known} steps; as it is until
   * somebody else asks.
   */
  List<VariantState> after(int known) {
    while (this.known != known) {
      int step = this.known < known ? this.known++ : --this.known;
      if (counts(steps.get(step))) {
        look(steps.get(step).variant());
      }
    }
    return Collections.unmodifiableList(states);
  }

  /** A state stays the same object where nothing changes in it. */
  private void look(int variant) {
    int budget = 0;
    boolean waiting = false;
    var heard = List.<TrialResult>of();
    for (int number : own.get(variant)) {
      var result = number < known ? results.get(number) : null;
      if (result == null) {
        waiting = true;
        continue;
      }
      if (!(steps.get(number) instanceof Replicate)) {
        budget = steps.get(number).budget();
      }
      heard = heard.isEmpty() ? result : merged(heard, result);
    }
    var state = new VariantState(variant, points.get(variant), budget, waiting, heard);
    if (!state.equals(states.get(variant))) {
      states.set(variant, state);
    }
  }

  private static List<TrialResult> merged(List<TrialResult> earlier, List<TrialResult> later) {
    var bySeed = new LinkedHashMap<Long, TrialResult>();
    earlier.forEach(trial -> bySeed.put(trial.seed(), trial));
    later.forEach(trial -> bySeed.put(trial.seed(), trial));
    return List.copyOf(bySeed.values());
  }
}
