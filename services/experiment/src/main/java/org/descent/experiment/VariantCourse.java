package org.descent.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.event.SearchStep;
import org.descent.experiment.search.Course;
import org.descent.experiment.search.LaggedSearch;
import org.descent.experiment.search.Step.Done;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.TrialResult;

/**
 * The search of an experiment under way: of what is told of it, everything is folded once, and what
 * comes next is the same as if it were folded anew. For one thread.
 */
public final class VariantCourse {
  private final VariantSearch search;
  private final List<Arm> arms = new ArrayList<>();
  private final List<SearchStep> steps = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>(); // of each step among its arm's
  private final List<Tried> tried = new ArrayList<>(); // by ordinal

  /** The search in one place of the grid, and the ordinals of its variants. */
  private record Arm(LaggedSearch search, Course course, List<Integer> ordinals) {}

  /**
   * A variant.
   *
   * @param number within its arm
   */
  private record Tried(int number, List<SearchStep> steps) {}

  /**
   * What is to be done.
   *
   * @param step empty where nothing can be said before more results are in, or it is over
   * @param over whether nothing is left to train
   */
  public record Next(Optional<SearchStep> step, boolean over) {}

  /** Of a search that has not begun. */
  public VariantCourse(VariantSearch search) {
    this.search = search;
    for (var arm : search.arms()) {
      arms.add(new Arm(new LaggedSearch(arm.plan()), new Course(arm.plan()), new ArrayList<>()));
    }
  }

  /** The steps that were taken, in order. */
  public List<SearchStep> steps() {
    return Collections.unmodifiableList(steps);
  }

  /**
   * One more step has been taken.
   *
   * @param step of which the number is how many were taken before
   */
  public void take(SearchStep step) {
    var arm = arms.get(step.arm());
    if (step.kind() == SearchStep.Kind.PROPOSE) {
      tried.add(new Tried(arm.ordinals().size(), new ArrayList<>()));
      arm.ordinals().add(step.variant());
    }
    var variant = tried.get(step.variant());
    variant.steps().add(step);
    steps.add(step);
    places.add(arm.course().steps().size());
    arm.course().take(search.start(step, variant.number()));
  }

  /** Only the first {@code count} steps have been taken. */
  public void back(int count) {
    while (steps.size() > count) {
      var step = steps.remove(steps.size() - 1);
      var arm = arms.get(step.arm());
      arm.course().back(places.remove(steps.size()));
      var own = tried.get(step.variant()).steps();
      own.remove(own.size() - 1);
      if (step.kind() == SearchStep.Kind.PROPOSE) {
        tried.remove(tried.size() - 1);
        arm.ordinals().remove(arm.ordinals().size() - 1);
      }
    }
  }

  /**
   * What has come of a step; a later word counts.
   *
   * @param number of the step
   * @param trials a result for each of its seeds; empty if it is not done
   */
  public void hear(int number, Optional<List<TrialResult>> trials) {
    arms.get(steps.get(number).arm()).course().hear(places.get(number), trials);
  }

  /** What has come of a step; empty if it is not done. */
  public Optional<List<TrialResult>> result(int number) {
    return arms.get(steps.get(number).arm()).course().result(places.get(number));
  }

  /** What comes after all that was taken. */
  public Next next() {
    int turn = steps.isEmpty() ? 0 : steps.get(steps.size() - 1).arm() + 1;
    for (int i = 0; i < arms.size(); i++) {
      int arm = (turn + i) % arms.size();
      var next = arms.get(arm).search().next(arms.get(arm).course());
      if (next instanceof Start start) {
        return new Next(Optional.of(step(arm, start)), false);
      } else if (!(next instanceof Done)) {
        return new Next(Optional.empty(), false);
      }
    }
    return new Next(Optional.empty(), true);
  }

  private SearchStep step(int arm, Start start) {
    int number = steps.size();
    if (start instanceof Propose propose) {
      return new SearchStep(
          number,
          arm,
          SearchStep.Kind.PROPOSE,
          tried.size(),
          start.budget(),
          0,
          search.seeds().subList(0, propose.seeds()),
          propose.point().settings());
    }
    int ordinal = arms.get(arm).ordinals().get(start.variant());
    if (start instanceof Replicate replicate) {
      return new SearchStep(
          number,
          arm,
          SearchStep.Kind.REPLICATE,
          ordinal,
          start.budget(),
          0,
          List.of(search.seeds().get(replicate.seed())),
          Map.of());
    }
    var before = tried.get(ordinal).steps();
    return new SearchStep(
        number,
        arm,
        SearchStep.Kind.CONTINUE,
        ordinal,
        start.budget(),
        before.get(before.size() - 1).budget(),
        before.get(0).seeds(),
        Map.of());
  }
}
