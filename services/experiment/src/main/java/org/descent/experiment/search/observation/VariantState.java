package org.descent.experiment.search.observation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.descent.contracts.event.End;
import org.descent.experiment.search.space.Point;

/**
 * How a proposed variant stands, as far as a step of the search may know. Immutable; what has been
 * worked out of it once is kept with it, since of thousands of variants few change from step to
 * step.
 */
public final class VariantState {
  private static final int MOST_KEPT = 16;

  private final int variant;
  private final Point point;
  private final int budget;
  private final boolean waiting;
  private final List<TrialResult> results;
  private final boolean exhausted;
  private volatile Kept[] kept = {};

  /** Something that follows from a state, and what it is called. */
  private record Kept(Object name, Object value) {}

  private record ScoreAfter(Objective objective, int budget) {}

  /**
   * @param variant its number, from 0 in the order of proposals
   * @param budget iterations its trials had when they were last heard of; 0 if they were not
   * @param waiting whether a step on it has not been heard of yet
   * @param results of its trials, one a seed; empty if they were not heard of
   */
  public VariantState(
      int variant, Point point, int budget, boolean waiting, List<TrialResult> results) {
    this.variant = variant;
    this.point = point;
    this.budget = budget;
    this.waiting = waiting;
    this.results = List.copyOf(results);
    this.exhausted = this.results.stream().anyMatch(r -> r.end() == End.EXHAUSTED);
  }

  /** Its number, from 0 in the order of proposals. */
  public int variant() {
    return variant;
  }

  public Point point() {
    return point;
  }

  /** Iterations its trials had when they were last heard of; 0 if they were not. */
  public int budget() {
    return budget;
  }

  /** Whether a step on it has not been heard of yet. */
  public boolean waiting() {
    return waiting;
  }

  /** Of its trials, one a seed; empty if they were not heard of. */
  public List<TrialResult> results() {
    return results;
  }

  /** Whether there is a result at all. */
  public boolean seen() {
    return !results.isEmpty();
  }

  /** Whether a trial has used up its budget, and might go on. */
  public boolean exhausted() {
    return exhausted;
  }

  /**
   * Whether more iterations could change it: a trial has used up its budget, and none is in doubt.
   */
  public boolean canContinue() {
    return exhausted && !waiting;
  }

  /** Whether its trials had {@code iterations}, or ended before. */
  public boolean reached(int iterations) {
    return seen() && (budget >= iterations || !exhausted);
  }

  /** Its score now; only if it is {@link #seen}. */
  public Score score(Objective objective) {
    return derived(objective, state -> objective.of(state.results));
  }

  /** The score it had after {@code budget} iterations, of those that have it by now. */
  public Score scoreAfter(Objective objective, int budget) {
    return derived(
        new ScoreAfter(objective, budget),
        state -> objective.of(state.results.stream().map(r -> r.after(budget)).toList()));
  }

  /**
   * What {@code working} makes of this state, worked out once as long as that is among the last few
   * things that were asked.
   *
   * @param name what is asked, equal where the answer is the same
   * @param working a pure function
   */
  @SuppressWarnings("unchecked") // what is kept under a name is what its asker made
  public <T> T derived(Object name, Function<VariantState, T> working) {
    var known = kept;
    for (var entry : known) {
      if (entry.name.equals(name)) {
        return (T) entry.value;
      }
    }
    T value = working.apply(this);
    int from = known.length < MOST_KEPT ? 0 : 1;
    var more = Arrays.copyOfRange(known, from, known.length + 1);
    more[more.length - 1] = new Kept(name, value);
    kept = more;
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof VariantState state
            && variant == state.variant
            && budget == state.budget
            && waiting == state.waiting
            && point.equals(state.point)
            && results.equals(state.results);
  }

  @Override
  public int hashCode() {
    return Objects.hash(variant, budget, waiting);
  }

  @Override
  public String toString() {
    return variant + " " + point + " " + budget + (waiting ? " waiting " : " ") + results;
  }
}
