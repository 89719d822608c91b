package org.descent.experiment.search;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;
import org.descent.experiment.search.space.Point;
import org.descent.experiment.search.strategy.Recollection;

/**
 * A search under way: an {@link Observed} that grows, of which everything has been folded once. At
 * any time it says what a fold from the start would say. For one thread.
 */
public final class Course {
  private final List<Start> steps = new ArrayList<>();
  private final List<List<TrialResult>> results = new ArrayList<>(); // null where nothing came yet
  private final Recollection recollection = new Recollection();
  private final Standings standings;
  private int done; // so many steps from the first on are
  private int replicated;

  /** Of a search that has not begun. */
  public Course(SearchPlan plan) {
    standings = new Standings(plan.replicates(), steps, results);
  }

  /** Of what has been observed. */
  static Course of(SearchPlan plan, Observed observed) {
    var course = new Course(plan);
    for (int number = 0; number < observed.steps().size(); number++) {
      course.take(observed.steps().get(number));
      course.hear(number, observed.result(number));
    }
    return course;
  }

  /** One more step has been taken. */
  public void take(Start step) {
    steps.add(step);
    results.add(null);
    replicated += step instanceof Replicate ? 1 : 0;
    standings.took();
  }

  /** Only the first {@code steps} steps have been taken. */
  public void back(int steps) {
    while (this.steps.size() > steps) {
      standings.leaves();
      var last = this.steps.remove(this.steps.size() - 1);
      results.remove(results.size() - 1);
      replicated -= last instanceof Replicate ? 1 : 0;
    }
    done = Math.min(done, steps);
  }

  /**
   * What has come of a step; a later word counts.
   *
   * @param step its number, from 0
   * @param trials empty if it is not done
   */
  public void hear(int step, Optional<List<TrialResult>> trials) {
    results.set(step, trials.map(List::copyOf).orElse(null));
    done = trials.isEmpty() ? Math.min(done, step) : done;
    while (done < results.size() && results.get(done) != null) {
      done++;
    }
    standings.heard(step);
  }

  /** The steps, in order. */
  public List<Start> steps() {
    return Collections.unmodifiableList(steps);
  }

  /** How the trials of a step stood when it was done; empty if it is not. */
  public Optional<List<TrialResult>> result(int step) {
    return Optional.ofNullable(results.get(step));
  }

  /** Whether the first {@code known} steps are done. */
  boolean done(int known) {
    return done >= known;
  }

  /** Whether there was a seed for somebody after all variants had been tried. */
  boolean replicated() {
    return replicated > 0;
  }

  /** How many variants were proposed. */
  int proposals() {
    return standings.variants();
  }

  boolean proposed(Point point) {
    return standings.proposed(point);
  }

  /**
   * How variants stand to somebody who knows what came of the first {@code known} steps, fresh
   * seeds left aside; as it is until somebody else asks.
   */
  List<VariantState> after(int known) {
    return standings.after(known);
  }

  /** What strategies have worked out on its way. */
  Recollection recollection() {
    return recollection;
  }
}
