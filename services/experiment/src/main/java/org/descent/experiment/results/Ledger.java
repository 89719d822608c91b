package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentPaused;
import org.descent.contracts.event.ReportPublished;
import org.descent.contracts.event.SearchStep;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.plan.Earlier;
import org.descent.experiment.spec.ValueWords;

/**
 * What is known of one experiment: a fold over its events. An event twice changes nothing, and
 * order does not matter, except that of several ends of one trial and of overlapping slices the
 * first stays. Of the answers to several submissions the one to the last counts, and of two to the
 * same one the rejection; but trials that have all ended stay ended, whatever comes later. Trained
 * trials count once they have been evaluated. Safe for use by several threads.
 */
public final class Ledger {
  private Experiment experiment;
  private final SearchLedger search; // null if it searches nothing
  private final EarlyEvents early = new EarlyEvents();
  private Boolean searched; // whether the search is over; null if nobody has looked since
  private final Set<String> trials;
  private final Map<String, EvaluationEvent> ends = new HashMap<>();
  private final Set<String> cohorts = new HashSet<>();
  private final Set<Void> voided = new HashSet<>();
  private final Map<String, List<EvaluationEvent>> failures = new HashMap<>(); // by trial
  private final Map<String, List<Adoption>> adoptions = new HashMap<>(); // by trial
  private final Curves curves = new Curves();
  private final Map<End, Integer> counts = new EnumMap<>(End.class);
  private final Set<String> endedBeforeTheirCurve = new HashSet<>();
  private final TreeMap<Integer, Variant> later = new TreeMap<>(); // of which others come first
  private final Set<String> disputed = new HashSet<>();
  private final Submissions submissions;

  /** A trial's end in a cohort that does not count, since it is trained again. */
  private record Void(String trial, String cohort) {}

  public Ledger(Experiment experiment) {
    this.experiment = experiment;
    submissions = new Submissions(experiment);
    search =
        experiment
            .search()
            .map(s -> new SearchLedger(experiment.id(), s, ends, curves))
            .orElse(null);
    trials = search == null ? new GridTrials(experiment) : new HashSet<>();
  }

  /**
   * Takes an event in.
   *
   * @return false if it says nothing new: known already, not of this experiment, or of a kind that
   *     results are not made of
   */
  public synchronized boolean on(Event event) {
    searched = null;
    if (search != null && experiment.id().equals(event.experiment())) {
      early.keep(event, trials);
    }
    return take(event);
  }

  private boolean take(Event event) {
    if (event instanceof EvaluationEvent end) {
      return trials.contains(end.trial()) && ended(end);
    } else if (event instanceof TrainingProgressed progress) {
      return progressed(progress);
    } else if (event instanceof CohortPlanned cohort) {
      return experiment.id().equals(cohort.experiment())
          && cohorts.add(cohort.cohort())
          && planned(cohort);
    }
    return submissions.on(event);
  }

  /** Variants and trials of a search are known once they are planned. */
  private boolean planned(CohortPlanned cohort) {
    if (search != null) {
      searches(cohort);
    }
    cohort.trials().stream()
        .filter(trial -> !trial.insteadOf().isEmpty())
        .forEach(trial -> again(trial.trial(), trial.insteadOf()));
    for (var adoption : Adoption.in(cohort)) {
      adoptions
          .computeIfAbsent(adoption.adopted().trial(), trial -> new ArrayList<>())
          .add(adoption);
    }
    if (search != null) {
      early
          .take(
              Stream.concat(
                      cohort.trials().stream().map(CohortPlanned.Trial::trial),
                      cohort.adopted().stream().map(CohortPlanned.Adopted::trial))
                  .toList())
          .forEach(this::take);
    }
    return true;
  }

  /** What {@code trial} came to in {@code cohort} no longer counts. */
  private void again(String trial, String cohort) {
    voided.add(new Void(trial, cohort));
    var end = ends.get(trial);
    if (end != null && isVoid(end)) {
      ends.remove(trial);
      uncount(end);
      if (search != null) {
        search.touch(trial);
      }
      failures.get(trial).stream().filter(other -> !isVoid(other)).findFirst().ifPresent(this::on);
    }
  }

  private boolean isVoid(EvaluationEvent end) {
    return end.end() == End.FAILED && voided.contains(new Void(end.trial(), end.cohort()));
  }

  private void uncount(EvaluationEvent end) {
    counts.computeIfPresent(end.end(), (e, count) -> count == 1 ? null : count - 1);
    endedBeforeTheirCurve.remove(end.trial());
  }

  /** The trials that have failed, each with the cohort that it failed in. */
  public synchronized Map<String, String> failed() {
    var failed = new TreeMap<String, String>();
    for (var end : ends.values()) {
      if (end.end() == End.FAILED) {
        failed.put(end.trial(), end.cohort());
      }
    }
    return failed;
  }

  private void searches(CohortPlanned cohort) {
    cohort.trials().forEach(trial -> trials.add(trial.trial()));
    cohort.adopted().forEach(trial -> trials.add(trial.trial()));
    cohort.steps().forEach(search::on);
    for (var step : cohort.steps()) {
      if (step.kind() == SearchStep.Kind.PROPOSE) {
        later.put(step.variant(), search.variant(step));
      }
    }
    var variants = new ArrayList<>(experiment.variants());
    later.headMap(variants.size()).clear();
    while (later.containsKey(variants.size())) {
      variants.add(later.remove(variants.size()));
    }
    experiment = experiment.with(variants);
  }

  /** What is known of {@code trial}, as events that would tell it. */
  public synchronized List<Event> told(String trial) {
    var told = new ArrayList<Event>();
    curves.told(experiment.id(), trial).ifPresent(told::add);
    if (search != null) {
      told.addAll(search.stages(trial));
    }
    end(trial).ifPresent(told::add);
    told.addAll(early.about(trial));
    return told;
  }

  /** What it has trained, for an experiment that extends it. */
  public synchronized Earlier earlier() {
    var earlier = new Earlier();
    var stages = search == null ? List.<TrialEvaluated>of() : search.stages();
    Stream.concat(stages.stream(), ends.values().stream())
        .filter(TrialEvaluated.class::isInstance)
        .map(end -> ((TrialEvaluated) end).training())
        .forEach(trained -> earlier.add(trained, origin(trained)));
    return earlier;
  }

  /** Whose events tell of {@code trained}: its own, unless it was taken over whole. */
  private String origin(TrialTrained trained) {
    return adoptions.getOrDefault(trained.trial(), List.of()).stream()
        .filter(adoption -> adoption.until() >= trained.iterations())
        .map(adoption -> adoption.adopted().from())
        .findFirst()
        .orElse(trained.trial());
  }

  /** The experiment it is about; of a search with the variants that are known. */
  public synchronized Experiment experiment() {
    return experiment;
  }

  /** Whether {@code trial} is one of its trials, or has come to be one. */
  public synchronized boolean plans(String trial) {
    return trials.contains(trial);
  }

  /**
   * What its search has come to, a sentence or two for each place of the grid; none without one.
   */
  public synchronized List<String> searched() {
    return search == null
        ? List.of()
        : SearchWords.of(
            search.summary().outline(over()),
            ordinal -> ValueWords.told(experiment.variants().get(ordinal)));
  }

  /** How its search stands; empty where nothing is searched. */
  public synchronized Optional<SearchSummary> search() {
    return Optional.ofNullable(search).map(SearchLedger::summary);
  }

  /** Whether every trial has ended and no more will come. */
  public synchronized boolean allEnded() {
    return ends.size() == trials.size() && over();
  }

  private boolean over() {
    if (search != null && searched == null) {
      searched = ends.size() == trials.size() && search.over();
    }
    return search == null || searched;
  }

  /** The steps of the search that follow from what is known and are not in the log, in order. */
  public synchronized List<SearchStep> due() {
    return search == null ? List.of() : search.due();
  }

  /** The most trials that there are. */
  private long total() {
    return search == null || over() ? trials.size() : Math.max(trials.size(), experiment.trials());
  }

  /** Number of its trials that are still to come: none once it is over. */
  public synchronized long open() {
    return switch (state()) {
      case SUBMITTED, RUNNING, PAUSED -> total() - ends.size();
      case COMPLETE, CANCELLED, REJECTED -> 0;
    };
  }

  /** The most iterations that they may take together. */
  private long budget() {
    return search == null ? experiment.iterations() : total() * experiment.budget();
  }

  /** The last submission of its document that it is known to belong to, from 0. */
  public synchronized int attempt() {
    return submissions.attempt();
  }

  /** Its data, once that stands in the log. */
  public synchronized Optional<DatasetPrepared> dataset() {
    return submissions.prepared();
  }

  /** How the experiment is getting on. */
  public synchronized ExperimentStatus status() {
    var state = state();
    return new ExperimentStatus(
        experiment.id(),
        experiment.submission(),
        attempt(),
        experiment.name(),
        experiment.title(),
        state,
        state == State.REJECTED ? submissions.reason() : "",
        (int) total(),
        ends.size(),
        new EnumMap<>(counts),
        curves.iterations(),
        budget(),
        endedBeforeTheirCurve.isEmpty(),
        disputed.size(),
        experiment.base(),
        adoptions.size(),
        "",
        List.of(),
        "",
        false); // nobody can tell from the log who is there
  }

  /**
   * What the experiment has come to so far: a pure function of the events taken in. Those that come
   * meanwhile do not wait for it.
   */
  public ExperimentResult result() {
    return standing().result();
  }

  private synchronized Standing standing() {
    var state = state();
    return new Standing(
        tree(),
        state,
        state == State.REJECTED ? Optional.of(submissions.reason()) : Optional.empty(),
        search == null ? null : search.summary());
  }

  /** All that a result is made of, as it is at one moment. */
  private record Standing(
      ResultTree tree, State state, Optional<String> reason, SearchSummary search) {
    ExperimentResult result() {
      return tree.build(
          state, reason, search == null ? null : search.result(state == State.COMPLETE));
    }
  }

  /** The event that publishes the result: to be sent once every trial has ended. */
  public synchronized ReportPublished report() {
    return tree().report();
  }

  /** Its curves, as far as they are known. */
  public Curves curves() {
    return curves;
  }

  /** The end of {@code trial}, as the evaluator passed it on. */
  public synchronized Optional<EvaluationEvent> end(String trial) {
    return Optional.ofNullable(ends.get(trial));
  }

  /** The trials that have landscapes, by variant and seed. */
  public synchronized List<TrialEvaluated> landscapes() {
    return ends.values().stream()
        .filter(TrialEvaluated.class::isInstance)
        .map(TrialEvaluated.class::cast)
        .filter(trial -> !trial.landscapes().isEmpty())
        .sorted(
            Comparator.comparingInt(TrialEvaluated::variant)
                .thenComparingLong(TrialEvaluated::seed))
        .toList();
  }

  /** What {@code trial} has come to; empty until it has ended. */
  public synchronized Optional<ExperimentResult.TrialResult> result(String trial) {
    return end(trial)
        .map(
            new ResultTree(experiment, submissions.prepared(), Map.of(), curves, trials, false)
                ::trial);
  }

  private ResultTree tree() {
    return new ResultTree(
        experiment,
        submissions.prepared(),
        Map.copyOf(ends),
        curves,
        search == null ? trials : Set.copyOf(trials),
        allEnded());
  }

  private boolean ended(EvaluationEvent end) {
    if (end.end() == End.FAILED) {
      failures.computeIfAbsent(end.trial(), trial -> new ArrayList<>()).add(end);
    }
    if (isVoid(end)) {
      return false;
    }
    var before = ends.get(end.trial());
    boolean first = before == null || goesBeyond(end, before);
    if (search != null) {
      search.on(end);
    }
    if (first) {
      ends.put(end.trial(), sharing(end));
      if (before != null) {
        uncount(before);
      }
      counts.merge(end.end(), 1, Integer::sum);
      dispute(end);
      if (!curveComplete(end)) {
        endedBeforeTheirCurve.add(end.trial());
      }
    }
    return first;
  }

  /** Of a hundred thousand trials all that is the same is there once. */
  private EvaluationEvent sharing(EvaluationEvent end) {
    if (!(end instanceof TrialEvaluated judged) || end.variant() >= experiment.variants().size()) {
      return end;
    }
    var asked = experiment.variants().get(end.variant()).training();
    return judged.of(judged.training().sharing(asked, submissions.prepared().orElse(null)));
  }

  /** Notes whether its trainer's account is disputed, by the evaluator or by its own curve. */
  private void dispute(EvaluationEvent end) {
    if (end instanceof TrialEvaluated judged && !CurveEnd.disagreements(judged, curves).isEmpty()) {
      disputed.add(end.trial());
    }
  }

  /**
   * Of a trial that was paused on its way, whatever comes after that counts; and of one that failed
   * and was trained again, what came of that.
   */
  private static boolean goesBeyond(EvaluationEvent end, EvaluationEvent before) {
    if (before.end() == End.FAILED) {
      return end.end() != End.FAILED && !end.cohort().equals(before.cohort());
    }
    boolean paused = before instanceof TrialEvaluated b && b.training().paused();
    return paused
        && (!(end instanceof TrialEvaluated further)
            || further.training().iterations() > ((TrialEvaluated) before).training().iterations());
  }

  private boolean progressed(TrainingProgressed progress) {
    long before = curves.iterations();
    progress.forEach(
        (slice, values) -> {
          if (trials.contains(slice.trial())) {
            curves.add(progress.metrics(), slice, values);
            if (search != null) {
              search.touch(slice.trial());
            }
            if (endedBeforeTheirCurve.contains(slice.trial())
                && curveComplete(ends.get(slice.trial()))) {
              endedBeforeTheirCurve.remove(slice.trial());
              dispute(ends.get(slice.trial()));
            }
          }
        });
    boolean news = false;
    for (var measured : progress.measured()) {
      news |= trials.contains(measured.trial()) && curves.add(measured);
    }
    return news || curves.iterations() > before;
  }

  /** How often it has been paused or gone on, see {@link ExperimentPaused}. */
  public synchronized int turn() {
    return submissions.turn();
  }

  /** Whether a trial of {@code cohort} has not ended, and no later cohort is to go on with it. */
  public synchronized boolean isOpen(CohortPlanned cohort) {
    return cohort.trials().stream()
        .filter(trial -> !voided.contains(new Void(trial.trial(), cohort.cohort())))
        .anyMatch(this::isOpen);
  }

  private boolean isOpen(CohortPlanned.Trial trial) {
    var end = ends.get(trial.trial());
    return end == null
        || end instanceof TrialEvaluated evaluated
            && evaluated.training().paused()
            && evaluated.training().iterations() <= trial.after();
  }

  private State state() {
    if (allEnded() && !submissions.awaitsFiles()) {
      return counts.containsKey(End.CANCELLED) ? State.CANCELLED : State.COMPLETE;
    }
    if (submissions.isRejected()) {
      return State.REJECTED;
    }
    if (submissions.isCancelled()) {
      return State.CANCELLED;
    }
    if (submissions.awaitsFiles()) {
      return State.SUBMITTED;
    }
    boolean started =
        submissions.prepared().isPresent()
            || !cohorts.isEmpty()
            || !ends.isEmpty()
            || curves.iterations() > 0;
    if (!started) {
      return State.SUBMITTED;
    }
    return submissions.isPaused() ? State.PAUSED : State.RUNNING;
  }

  private boolean curveComplete(EvaluationEvent end) {
    return !(end instanceof TrialEvaluated evaluated)
        || curves.iterations(end.trial()) >= evaluated.training().iterations();
  }
}
