package org.descent.experiment.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.descent.contracts.Ids;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.SearchStep;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.data.SplitExamples;

/** Divides an experiment's trials into cohorts that can be trained together. */
public final class Planner {
  private Planner() {}

  /**
   * The cohorts of {@code experiment} on {@code dataset}, the same each time: trials of one {@link
   * TrainingSpec#structure}, variant by variant and seed by seed, cut as {@code sizing} says. The
   * first seed's trial of a variant with a surface computes it.
   *
   * @throws InvalidSpec if a variant does not fit the dataset
   */
  public static List<CohortPlanned> plan(
      Experiment experiment, DatasetPrepared dataset, Sizing sizing) {
    if (experiment.search().isPresent()) {
      return steps(experiment, dataset, sizing, experiment.search().get().first(), 0);
    }
    return rest(experiment, dataset, sizing, Set.of(), 0);
  }

  /**
   * The same for what a plan that was cut short has left over.
   *
   * @param planned ids of the trials that are in cohorts already
   * @param cohorts number of those cohorts
   * @throws InvalidSpec if a variant does not fit the dataset
   */
  public static List<CohortPlanned> rest(
      Experiment experiment,
      DatasetPrepared dataset,
      Sizing sizing,
      Set<String> planned,
      int cohorts) {
    check(experiment, dataset.shape(), dataset.targets());
    var groups = new LinkedHashMap<Likeness, List<Planned>>();
    for (var variant : experiment.variants()) {
      fits(experiment, variant, dataset);
      var left = trials(experiment, variant);
      left.removeIf(p -> planned.contains(p.trial().trial()));
      for (var trial : left) {
        int fold = experiment.split().fold(trial.trial().seed());
        groups
            .computeIfAbsent(
                new Likeness(variant.training().structure(), 0, fold),
                likeness -> new ArrayList<>())
            .add(trial);
      }
    }
    return divided(experiment, dataset, sizing, groups, cohorts);
  }

  /**
   * The cohorts that take {@code steps} of the experiment's search.
   *
   * @param cohorts number of those that were planned before
   * @throws InvalidSpec if a variant does not fit the dataset
   */
  public static List<CohortPlanned> steps(
      Experiment experiment,
      DatasetPrepared dataset,
      Sizing sizing,
      List<SearchStep> steps,
      int cohorts) {
    var search = experiment.search().orElseThrow();
    var known = new HashMap<Integer, Variant>();
    experiment.variants().forEach(v -> known.put(v.ordinal(), v));
    steps.stream()
        .filter(step -> step.kind() == SearchStep.Kind.PROPOSE)
        .forEach(step -> known.put(step.variant(), search.variant(step)));
    var groups = new LinkedHashMap<Likeness, List<Planned>>();
    for (var step : steps) {
      var whole = known.get(step.variant());
      fits(experiment, whole, dataset);
      var variant = whole.within(step.budget());
      boolean last = step.budget() >= whole.training().iterations();
      for (long seed : step.seeds()) {
        int fold = experiment.split().fold(seed);
        var group =
            groups.computeIfAbsent(
                new Likeness(variant.training().structure(), step.budget(), fold),
                likeness -> new ArrayList<>());
        var id = Ids.trial(experiment.id(), variant.ordinal(), seed);
        var trial =
            new CohortPlanned.Trial(id, variant.ordinal(), seed, false, step.after(), !last);
        group.add(new Planned(variant, trial, Optional.of(step)));
      }
    }
    return divided(experiment, dataset, sizing, groups, cohorts);
  }

  /** What may be trained together: on one fold, and of a search for as many iterations. */
  private record Likeness(TrainingSpec structure, int budget, int fold) {}

  private static void fits(Experiment experiment, Variant variant, DatasetPrepared dataset) {
    labelled(
        experiment,
        variant,
        () -> {
          Fit.batch(variant.training().batch(), dataset.train());
          Fit.splits(variant.training(), dataset.rowsBySplit());
        });
  }

  private static List<CohortPlanned> divided(
      Experiment experiment,
      DatasetPrepared dataset,
      Sizing sizing,
      Map<Likeness, List<Planned>> groups,
      int cohorts) {
    var plan = new ArrayList<CohortPlanned>();
    groups.forEach(
        (likeness, group) -> {
          boolean stacked = !likeness.structure().network().convolves();
          int size = sizing.most(group.size(), stacked);
          for (int from = 0; from < group.size(); from += size) {
            var members = group.subList(from, Math.min(from + size, group.size()));
            plan.add(
                cohort(experiment, dataset.fold(likeness.fold()), cohorts + plan.size(), members));
          }
        });
    return List.copyOf(plan);
  }

  /**
   * Checks that every variant can be trained on examples of {@code exampleShape} with target
   * columns {@code targets}.
   *
   * @throws InvalidSpec naming the variant and what does not fit
   */
  public static void check(
      Experiment experiment, List<Integer> exampleShape, List<String> targets) {
    for (var variant : experiment.variants()) {
      labelled(
          experiment,
          variant,
          () -> {
            Fit.targets(variant.training().network(), targets);
            Fit.shape(variant.training(), exampleShape);
          });
    }
  }

  /**
   * Checks that every variant can be trained on {@code split}, with targets that can be reached,
   * and that variants, and trials of several seeds, differ on it.
   *
   * @param split the examples; their targets are what heads can learn
   * @throws InvalidSpec naming the variant and what does not fit
   */
  public static void check(Experiment experiment, SplitExamples split) {
    var train = split.training();
    for (var variant : experiment.variants()) {
      labelled(
          experiment,
          variant,
          () -> {
            Fit.batch(variant.training().batch(), train.count());
            Fit.schedules(variant.training(), OptionalInt.of(train.count()));
            Fit.splits(variant.training(), split.rowsBySplit());
            Fit.reach(variant.training(), train);
          });
    }
    if (experiment.search().isEmpty()) {
      Differences.check(experiment, train);
    }
  }

  private record Planned(Variant variant, CohortPlanned.Trial trial, Optional<SearchStep> step) {}

  private static List<Planned> trials(Experiment experiment, Variant variant) {
    var trials = new ArrayList<Planned>();
    for (long seed : experiment.seeds()) {
      var id = Ids.trial(experiment.id(), variant.ordinal(), seed);
      boolean surface = trials.isEmpty() && variant.training().surfaceGrid().isPresent();
      trials.add(
          new Planned(
              variant,
              new CohortPlanned.Trial(id, variant.ordinal(), seed, surface),
              Optional.empty()));
    }
    return trials;
  }

  private static CohortPlanned cohort(
      Experiment experiment, DatasetPrepared dataset, int ordinal, List<Planned> members) {
    Map<Integer, CohortPlanned.Variant> variants = new LinkedHashMap<>();
    for (var member : members) {
      var v = member.variant();
      variants.computeIfAbsent(
          v.ordinal(), o -> new CohortPlanned.Variant(o, v.label(), v.settings(), v.training()));
    }
    return new CohortPlanned(
        Ids.cohort(experiment.id(), ordinal),
        experiment.id(),
        dataset.preparedBy(List.of()), // said once, where the dataset is announced
        List.copyOf(variants.values()),
        members.stream().map(Planned::trial).toList(),
        members.stream().flatMap(member -> member.step().stream()).distinct().toList());
  }

  /**
   * Runs {@code checking}, and says which variant an objection is about where there are several.
   */
  private static void labelled(Experiment experiment, Variant variant, Runnable checking) {
    try {
      checking.run();
    } catch (InvalidSpec e) {
      throw experiment.variants().size() == 1
          ? e
          : new InvalidSpec("variant " + variant.label() + ": " + e.getMessage());
    }
  }
}
