package org.descent.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.descent.contracts.event.SearchStep;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.search.Observed;
import org.descent.experiment.search.SearchPlan;
import org.descent.experiment.search.Step.Continue;
import org.descent.experiment.search.Step.Propose;
import org.descent.experiment.search.Step.Replicate;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.space.Point;

/**
 * The search of an experiment: one in each place of the grid of what varies beside it. They take
 * turns, step by step, so that it follows from the steps before and their results alone which is
 * next. Two are equal where the experiments are whose they are.
 */
public final class VariantSearch {
  private final String strategy;
  private final List<Arm> arms;
  private final Map<String, String> names;
  private final List<Long> seeds;
  private final Map<Map<String, String>, Point> points = new ConcurrentHashMap<>();

  /**
   * The search in one place of the grid.
   *
   * @param settings of that place, by axis; empty where nothing varies beside what is searched
   * @param training what a point trains; throws {@link org.descent.contracts.InvalidSpec} if
   *     nothing
   */
  public record Arm(
      Map<String, String> settings, SearchPlan plan, Function<Point, TrainingSpec> training) {}

  /** What came of a step: a trial's result for each of its seeds; empty while it is not done. */
  public interface Results {
    Optional<List<TrialResult>> of(SearchStep step);
  }

  /**
   * @param strategy what it is called
   * @param arms one or more
   * @param names what each path of the space is called in settings, in their order
   * @param seeds of trials, as many as its replicates may need
   */
  public VariantSearch(
      String strategy, List<Arm> arms, Map<String, String> names, List<Long> seeds) {
    this.strategy = strategy;
    this.arms = List.copyOf(arms);
    this.names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    this.seeds = SeedList.of(seeds);
  }

  /** Who proposes, for example {@code tpe}. */
  public String strategy() {
    return strategy;
  }

  /** The searches, one in each place of the grid. */
  public List<Arm> arms() {
    return arms;
  }

  /** The seeds of its trials, in the order in which variants get them. */
  public List<Long> seeds() {
    return seeds;
  }

  /** Whether it ends with trials of its winner from seeds that it never saw. */
  public boolean confirms() {
    return arms.stream().allMatch(VariantSearch::confirms);
  }

  /** From how many such seeds, in each place of the grid. */
  public int fresh() {
    return arms.get(0).plan().replicates().fresh();
  }

  private static boolean confirms(Arm arm) {
    return arm.plan().objectives().size() == 1 && arm.plan().replicates().fresh() > 0;
  }

  /** Whether a trial of {@code step} from {@code seed} is the first of those. */
  public boolean confirms(SearchStep step, long seed) {
    var arm = arms.get(step.arm());
    return confirms(arm) && seeds.get(arm.plan().replicates().atMost()) == seed;
  }

  /** What the parameter at {@code path} is called. */
  public String name(String path) {
    return names.getOrDefault(path, path);
  }

  /** How many variants the search in each place of the grid may propose. */
  public int variantsOfEach() {
    return arms.get(0).plan().extent().variants();
  }

  /** How many variants there can be at most. */
  public int mostVariants() {
    return arms.stream().mapToInt(arm -> arm.plan().extent().variants()).sum();
  }

  /** How many trials there can be at most. */
  public long mostTrials() {
    return arms.stream().mapToLong(arm -> arm.plan().mostTrials()).sum();
  }

  /** Those steps that need no results at all. */
  public List<SearchStep> first() {
    var course = new VariantCourse(this);
    var next = course.next();
    while (next.step().isPresent()) {
      course.take(next.step().get());
      next = course.next();
    }
    return course.steps();
  }

  /** What each arm has observed. */
  public List<Observed> observed(List<SearchStep> steps, Results results) {
    var starts = new ArrayList<List<Start>>();
    var outcomes = new ArrayList<List<Optional<List<TrialResult>>>>();
    var places = new ArrayList<Map<Integer, Integer>>(); // ordinal → number within its arm
    arms.forEach(
        arm -> {
          starts.add(new ArrayList<>());
          outcomes.add(new ArrayList<>());
          places.add(new LinkedHashMap<>());
        });
    for (var step : steps) {
      var place = places.get(step.arm());
      if (step.kind() == SearchStep.Kind.PROPOSE) {
        place.put(step.variant(), place.size());
      }
      starts.get(step.arm()).add(start(step, place.get(step.variant())));
      outcomes.get(step.arm()).add(results.of(step));
    }
    var observed = new ArrayList<Observed>();
    for (int arm = 0; arm < arms.size(); arm++) {
      observed.add(Observed.of(starts.get(arm), outcomes.get(arm)));
    }
    return observed;
  }

  /** What {@code step} asks of its arm, of which {@code variant} is a number. */
  Start start(SearchStep step, int variant) {
    return switch (step.kind()) {
      case PROPOSE -> new Propose(variant, point(step), step.budget(), step.seeds().size());
      case CONTINUE -> new Continue(variant, step.budget());
      case REPLICATE -> new Replicate(variant, seeds.indexOf(step.seeds().get(0)), step.budget());
    };
  }

  /**
   * The point that {@code step} proposes; in a search of thousands each is asked for that often.
   */
  public Point point(SearchStep step) {
    var space = arms.get(step.arm()).plan().space(); // the same for all arms
    return points.computeIfAbsent(step.point(), space::read);
  }

  /** The variant that {@code step} proposes. */
  public Variant variant(SearchStep step) {
    var arm = arms.get(step.arm());
    var settings = new LinkedHashMap<>(arm.settings());
    var label = new ArrayList<>(arm.settings().values());
    names.forEach(
        (path, name) -> {
          var text = step.point().get(path);
          settings.put(name, text == null ? "" : text); // all variants have the same settings
          if (text != null) {
            label.add(name + " " + text);
          }
        });
    return new Variant(
        step.variant(),
        String.join(", ", label),
        settings,
        arm.training().apply(point(step)),
        Published.NOTHING);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VariantSearch;
  }

  @Override
  public int hashCode() {
    return 0;
  }
}
