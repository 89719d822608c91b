package org.descent.experiment.search.observation;

import java.util.List;
import org.descent.contracts.event.End;
import org.descent.experiment.search.space.Point;

/**
 * How a proposed variant stands, as far as a step of the search may know.
 *
 * @param variant its number, from 0 in the order of proposals
 * @param budget iterations its trials had when they were last heard of; 0 if they were not
 * @param waiting whether a step on it has not been heard of yet
 * @param results of its trials, one a seed; empty if they were not heard of
 */
public record VariantState(
    int variant, Point point, int budget, boolean waiting, List<TrialResult> results) {
  public VariantState {
    results = List.copyOf(results);
  }

  /** Whether there is a result at all. */
  public boolean seen() {
    return !results.isEmpty();
  }

  /**
   * Whether more iterations could change it: a trial has used up its budget, and none is in doubt.
   */
  public boolean canContinue() {
    return seen() && !waiting && results.stream().anyMatch(r -> r.end() == End.EXHAUSTED);
  }

  /** Whether its trials had {@code iterations}, or ended before. */
  public boolean reached(int iterations) {
    return seen()
        && (budget >= iterations || results.stream().noneMatch(r -> r.end() == End.EXHAUSTED));
  }

  /** Its score now; only if it is {@link #seen}. */
  public Score score(Objective objective) {
    return objective.of(results);
  }

  /** The score it had after {@code budget} iterations, of those that have it by now. */
  public Score scoreAfter(Objective objective, int budget) {
    return objective.of(results.stream().map(r -> r.after(budget)).toList());
  }
}
