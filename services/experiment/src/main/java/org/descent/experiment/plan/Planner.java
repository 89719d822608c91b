package org.descent.experiment.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
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
  /**
   * Variants of whose first trial more is told than of others, whether that is asked for or not.
   */
  private static final int SHOWN = 8;

  /** The most trials that one cohort takes over: it has to fit a record. */
  private static final int MOST_ADOPTED = 10_000;

  private Planner() {}

  /**
   * The cohorts of {@code experiment} on {@code dataset}, the same each time: trials of one {@link
   * TrainingSpec#structure}, variant by variant and seed by seed, cut as {@code sizing} says. The
   * first seed's trial of a variant with a surface or landscapes computes them.
   *
   * @throws InvalidSpec if a variant does not fit the dataset
   */
  public static List<CohortPlanned> plan(
      Experiment experiment, DatasetPrepared dataset, Sizing sizing) {
    if (experiment.search().isPresent()) {
      return steps(
          experiment, dataset, sizing, new Earlier(), experiment.search().get().first(), 0);
    }
    return rest(experiment, dataset, sizing, new Earlier(), Set.of(), 0);
  }

  /**
   * The same for what a plan that was cut short has left over.
   *
   * @param earlier what need not be trained again
   * @param planned ids of the trials that are in cohorts already
   * @param cohorts number of those cohorts
   * @throws InvalidSpec if a variant does not fit the dataset
   */
  public static List<CohortPlanned> rest(
      Experiment experiment,
      DatasetPrepared dataset,
      Sizing sizing,
      Earlier earlier,
      Set<String> planned,
      int cohorts) {
    return wanted(
        experiment,
        dataset,
        sizing,
        earlier,
        cohorts,
        p -> planned.contains(p.trial().trial()) ? Optional.empty() : Optional.of(p));
  }

  /**
   * Cohorts of what is to be trained once more, from the beginning.
   *
   * @param failed the cohort in which a trial failed, by trial
   * @param cohorts number of those that were planned before
   */
  public static List<CohortPlanned> again(
      Experiment experiment,
      DatasetPrepared dataset,
      Sizing sizing,
      Map<String, String> failed,
      int cohorts) {
    return wanted(
        experiment,
        dataset,
        sizing,
        new Earlier(),
        cohorts,
        p -> Optional.ofNullable(failed.get(p.trial().trial())).map(p::insteadOf));
  }

  private static List<CohortPlanned> wanted(
      Experiment experiment,
      DatasetPrepared dataset,
      Sizing sizing,
      Earlier earlier,
      int cohorts,
      Function<Planned, Optional<Planned>> wanting) {
    check(experiment, dataset.shape(), dataset.targets());
    var groups = new LinkedHashMap<Likeness, List<Planned>>();
    for (var variant : experiment.variants()) {
      fits(experiment, variant, dataset);
      var left = trials(experiment, variant).stream().map(wanting).flatMap(Optional::stream);
      for (var trial : left.toList()) {
        int fold = experiment.split().fold(trial.trial().seed());
        var likeness = new Likeness(variant.training().structure(), 0, fold);
        groups.computeIfAbsent(likeness, l -> new ArrayList<>()).add(trial);
      }
    }
    return divided(experiment, dataset, sizing, earlier, groups, cohorts);
  }

  /**
   * The cohorts that take {@code steps} of the experiment's search. The first of its winner's
   * trials from seeds that it never saw computes landscapes.
   *
   * @param earlier what need not be trained again
   * @param cohorts number of those that were planned before
   * @throws InvalidSpec if a variant does not fit the dataset
   */
  public static List<CohortPlanned> steps(
      Experiment experiment,
      DatasetPrepared dataset,
      Sizing sizing,
      Earlier earlier,
      List<SearchStep> steps,
      int cohorts) {
    var search = experiment.search().orElseThrow();
    var proposed = new HashMap<Integer, Variant>();
    steps.stream()
        .filter(step -> step.kind() == SearchStep.Kind.PROPOSE)
        .forEach(step -> proposed.put(step.variant(), search.variant(step)));
    var groups = new LinkedHashMap<Likeness, List<Planned>>();
    for (var step : steps) {
      var whole =
          proposed.computeIfAbsent(step.variant(), ordinal -> experiment.variants().get(ordinal));
      fits(experiment, whole, dataset);
      var variant = whole.within(step.budget());
      boolean last = step.budget() >= whole.training().iterations();
      boolean mapped = last && whole.training().mapped();
      for (long seed : step.seeds()) {
        int fold = experiment.split().fold(seed);
        var group =
            groups.computeIfAbsent(
                new Likeness(variant.training().structure(), step.budget(), fold),
                likeness -> new ArrayList<>());
        var id = Ids.trial(experiment.id(), variant.ordinal(), seed);
        var trial =
            new CohortPlanned.Trial(
                id,
                variant.ordinal(),
                seed,
                mapped && search.confirms(step, seed),
                step.after(),
                !last,
                last,
                "",
                "");
        group.add(new Planned(variant, trial, Optional.of(step)));
      }
    }
    return divided(experiment, dataset, sizing, earlier, groups, cohorts);
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
      Earlier earlier,
      Map<Likeness, List<Planned>> groups,
      int cohorts) {
    var plan = new ArrayList<CohortPlanned>();
    groups.forEach(
        (likeness, group) -> {
          var data = dataset.fold(likeness.fold());
          var all = group.stream().map(planned -> planned.goingOn(earlier, data)).toList();
          var left = all.stream().filter(planned -> planned.adopted().isEmpty()).toList();
          boolean stacked = !likeness.structure().network().convolves();
          int size = sizing.most(left.size(), stacked);
          for (var members : parts(left, size)) {
            plan.add(cohort(experiment, data, cohorts + plan.size(), members));
          }
          var had = all.stream().filter(planned -> planned.adopted().isPresent()).toList();
          for (var members : parts(had, MOST_ADOPTED)) {
            plan.add(cohort(experiment, data, cohorts + plan.size(), members));
          }
        });
    return List.copyOf(plan);
  }

  private static <T> List<List<T>> parts(List<T> all, int size) {
    var parts = new ArrayList<List<T>>();
    for (int from = 0; from < all.size(); from += size) {
      parts.add(all.subList(from, Math.min(from + size, all.size())));
    }
    return parts;
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

  /**
   * @param adopted if it need not be trained
   */
  private record Planned(
      Variant variant,
      CohortPlanned.Trial trial,
      Optional<SearchStep> step,
      Optional<CohortPlanned.Adopted> adopted) {
    Planned(Variant variant, CohortPlanned.Trial trial, Optional<SearchStep> step) {
      this(variant, trial, step, Optional.empty());
    }

    Planned insteadOf(String cohort) {
      return new Planned(variant, trial.insteadOf(cohort), step, adopted);
    }

    /** The same from where it had come earlier. */
    Planned goingOn(Earlier earlier, DatasetPrepared data) {
      return earlier
          .of(variant.training(), trial.seed(), data)
          .filter(stage -> stage.iterations() >= trial.after())
          .map(this::from)
          .or(() -> forking(earlier, data))
          .orElse(this);
    }

    /** The same from where its stem was kept, if it was. */
    private Optional<Planned> forking(Earlier earlier, DatasetPrepared data) {
      var stem = variant.training().stem();
      return Optional.ofNullable(stem)
          .flatMap(s -> earlier.of(s, trial.seed(), data))
          .filter(stage -> !stage.ended() && stage.iterations() == stem.iterations())
          .map(
              stage ->
                  new Planned(
                      variant,
                      trial.from(stage.trial(), stage.iterations()),
                      step,
                      Optional.empty()));
    }

    private Planned from(Earlier.Stage stage) {
      if (stage.ended() || stage.iterations() == variant.training().iterations()) {
        var adopted =
            new CohortPlanned.Adopted(trial.trial(), trial.variant(), stage.trial(), trial.kept());
        return new Planned(variant, trial, step, Optional.of(adopted));
      }
      return new Planned(
          variant, trial.from(stage.trial(), stage.iterations()), step, Optional.empty());
    }
  }

  private static List<Planned> trials(Experiment experiment, Variant variant) {
    var trials = new ArrayList<Planned>();
    for (long seed : experiment.seeds()) {
      var id = Ids.trial(experiment.id(), variant.ordinal(), seed);
      boolean looked = variant.training().mapped() || variant.ordinal() < SHOWN;
      boolean surface = trials.isEmpty() && looked;
      trials.add(
          new Planned(
              variant,
              new CohortPlanned.Trial(id, variant.ordinal(), seed, surface, 0, false, true, "", ""),
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
        members.stream().filter(member -> member.adopted().isEmpty()).map(Planned::trial).toList(),
        members.stream().flatMap(member -> member.step().stream()).distinct().toList(),
        members.stream().flatMap(member -> member.adopted().stream()).toList(),
        0);
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
