package org.descent.experiment.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.TrialResult;

/** What the log says of a search: which steps it took, and what came of those that are done. */
public final class Observed {
  /** Of a search that has not begun. */
  public static final Observed NOTHING = new Observed(new ArrayList<>(), new ArrayList<>());

  private final ArrayList<Start> steps;
  private final ArrayList<List<TrialResult>> results; // [steps], null where nothing came yet

  private Observed(ArrayList<Start> steps, ArrayList<List<TrialResult>> results) {
    this.steps = steps;
    this.results = results;
  }

  /**
   * These steps, and what came of each of them.
   *
   * @param results as many as steps, empty where nothing came yet
   */
  public static Observed of(List<Start> steps, List<Optional<List<TrialResult>>> results) {
    var come = new ArrayList<List<TrialResult>>(results.size());
    results.forEach(result -> come.add(result.orElse(null)));
    return new Observed(new ArrayList<>(steps), come);
  }

  /** The steps, in order. */
  public List<Start> steps() {
    return Collections.unmodifiableList(steps);
  }

  /** How the trials of a step stood when it was done; empty if it is not. */
  public Optional<List<TrialResult>> result(int step) {
    return Optional.ofNullable(results.get(step));
  }

  /** The same, and one more step. */
  public Observed and(Start step) {
    var more = new ArrayList<Start>(steps.size() + 1);
    more.addAll(steps);
    more.add(step);
    var waiting = new ArrayList<List<TrialResult>>(results.size() + 1);
    waiting.addAll(results);
    waiting.add(null);
    return new Observed(more, waiting);
  }

  /**
   * The same, and what came of a step. Told again, it changes nothing: the first result stays.
   *
   * @param step its number, from 0
   */
  public Observed and(int step, List<TrialResult> trials) {
    if (results.get(step) != null) {
      return this;
    }
    var more = new ArrayList<>(results);
    more.set(step, List.copyOf(trials));
    return new Observed(steps, more);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Observed observed
        && steps.equals(observed.steps)
        && results.equals(observed.results);
  }

  @Override
  public int hashCode() {
    return 31 * steps.hashCode() + results.hashCode();
  }

  @Override
  public String toString() {
    return steps + " " + results;
  }
}
