package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.descent.contracts.Ids;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.SearchStep;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.Variant;
import org.descent.experiment.VariantCourse;
import org.descent.experiment.VariantSearch;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.MetricObjective.Take;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Series;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.stopping.NoStopping;

/**
 * What the log says of an experiment's search: the steps that were taken and what came of them.
 * Only used under its ledger's lock.
 */
final class SearchLedger {
  private final String experiment;
  private final VariantSearch search;
  private final Map<String, EvaluationEvent> ends;
  private final Curves curves;
  private final Map<Integer, SearchStep> later = new HashMap<>(); // of which others come first
  private final VariantCourse course; // of the steps up to the first that is not known
  private final BitSet sure = new BitSet(); // steps of which the results stay as they are
  private final Map<String, List<Integer>> stepsOf = new HashMap<>(); // by trial
  private final Set<Integer> touched = new HashSet<>(); // steps of which something may have come
  private VariantCourse.Next next; // after those of the course; null if nobody has looked since
  private final Map<String, Map<Integer, TrialEvaluated>> paused = new HashMap<>(); // by trial

  /**
   * @param ends by trial, as they come in
   */
  SearchLedger(
      String experiment, VariantSearch search, Map<String, EvaluationEvent> ends, Curves curves) {
    this.experiment = experiment;
    this.search = search;
    this.ends = ends;
    this.curves = curves;
    this.course = new VariantCourse(search);
  }

  /** Takes a step in. */
  void on(SearchStep step) {
    if (step.number() < course.steps().size()) {
      return;
    }
    later.putIfAbsent(step.number(), step);
    for (var next = step; next != null; next = later.get(course.steps().size())) {
      if (next.number() != course.steps().size()) {
        return;
      }
      later.remove(next.number());
      take(next);
    }
  }

  private void take(SearchStep step) {
    course.take(step);
    touched.add(step.number());
    for (long seed : step.seeds()) {
      stepsOf
          .computeIfAbsent(Ids.trial(experiment, step.variant(), seed), trial -> new ArrayList<>(1))
          .add(step.number());
    }
  }

  /** Takes note of an end that may not be the last. */
  void on(EvaluationEvent end) {
    if (end instanceof TrialEvaluated evaluated && evaluated.training().paused()) {
      paused
          .computeIfAbsent(evaluated.trial(), trial -> new TreeMap<>())
          .putIfAbsent(evaluated.training().iterations(), evaluated);
    }
    touch(end.trial());
  }

  /** Something has become known of {@code trial}, or is known no more. */
  void touch(String trial) {
    for (int step : stepsOf.getOrDefault(trial, List.of())) {
      if (!sure.get(step)) {
        touched.add(step);
      }
    }
  }

  /** Where trials were paused, as far as is known. */
  List<TrialEvaluated> stages() {
    return paused.values().stream().flatMap(stages -> stages.values().stream()).toList();
  }

  /** The same of one trial. */
  List<TrialEvaluated> stages(String trial) {
    return List.copyOf(paused.getOrDefault(trial, Map.of()).values());
  }

  /** The variant that a step proposes. */
  Variant variant(SearchStep step) {
    return search.variant(step);
  }

  /** How a trial stood when the step was done; null while it is not. */
  private EvaluationEvent end(String trial, int budget) {
    EvaluationEvent end = paused.getOrDefault(trial, Map.of()).get(budget);
    if (end == null) {
      end = ends.get(trial);
      // one that is paused has not come as far, or that has been lost and it is further
      end = end instanceof TrialEvaluated e && e.training().paused() ? null : end;
    }
    return end;
  }

  /** The course with all that has come of its steps. */
  private VariantCourse heard() {
    next = touched.isEmpty() ? next : null;
    for (int number : touched) {
      var result = result(course.steps().get(number));
      course.hear(number, result);
      if (result.isPresent() && result.get().stream().noneMatch(SearchLedger::mayChange)) {
        sure.set(number);
      }
    }
    touched.clear();
    return course;
  }

  private static boolean mayChange(TrialResult result) {
    return result.end() == End.FAILED || result.end() == End.CANCELLED;
  }

  /**
   * What came of a step; empty while one of its trials has not ended, or not all of its curve is
   * known where that is looked at.
   */
  private Optional<List<TrialResult>> result(SearchStep step) {
    var objectives = search.arms().get(step.arm()).plan().objectives();
    boolean curve = followsCurves(step.arm());
    var results = new ArrayList<TrialResult>();
    for (long seed : step.seeds()) {
      var end = end(Ids.trial(experiment, step.variant(), seed), step.budget());
      if (end == null || curve && curves.iterations(end.trial()) < curves.iterations(end)) {
        return Optional.empty();
      }
      results.add(result(end, objectives, curve));
    }
    return Optional.of(results);
  }

  /** Whether what decides is more than where trials ended. */
  private boolean followsCurves(int arm) {
    var plan = search.arms().get(arm).plan();
    return !(plan.stopping() instanceof NoStopping)
        || plan.objectives().stream()
            .anyMatch(o -> o instanceof MetricObjective metric && metric.take() == Take.BEST);
  }

  private TrialResult result(EvaluationEvent end, List<Objective> objectives, boolean curve) {
    var metrics = new HashMap<String, Series>();
    int iterations = curves.iterations(end);
    if (end instanceof TrialEvaluated evaluated) {
      for (var objective : objectives) {
        value(evaluated, objective.metric())
            .ifPresent(
                value ->
                    metrics.put(
                        objective.metric(),
                        curve
                            ? curve(end.trial(), objective.metric(), iterations, value)
                            : Series.of(Math.max(1, iterations), value)));
      }
    }
    return new TrialResult(end.seed(), end.end(), iterations, metrics);
  }

  /** {@code validation.loss} or {@code validation.label.loss} as the evaluator found it. */
  private static Optional<Double> value(TrialEvaluated evaluated, String name) {
    int first = name.indexOf('.');
    int last = name.lastIndexOf('.');
    var metrics = evaluated.splits().get(name.substring(0, first));
    boolean loss = name.endsWith(".loss");
    if (metrics == null) {
      return Optional.empty();
    }
    if (first == last) {
      return Optional.of(loss ? metrics.loss() : metrics.accuracy());
    }
    return metrics.heads().stream()
        .filter(head -> head.name().equals(name.substring(first + 1, last)))
        .map((Metrics.Head head) -> loss ? head.loss() : head.accuracy())
        .findFirst();
  }

  /** What was measured on the way, and at its end the evaluator's. */
  private Series curve(String trial, String metric, int iterations, double end) {
    int[] at = curves.measuredAt(trial, metric);
    float[] values = curves.measured(trial, metric);
    if (values.length == 0) {
      var own = metric.startsWith("train.") ? metric.substring("train.".length()) : metric;
      values = curves.values(trial, own);
      at = new int[values.length];
      for (int i = 0; i < at.length; i++) {
        at[i] = i + 1;
      }
    }
    int before = values.length;
    while (before > 0 && at[before - 1] >= iterations) {
      before--;
    }
    var iteration = Arrays.copyOf(at, before + 1);
    var value = new double[before + 1];
    for (int i = 0; i < before; i++) {
      value[i] = values[i];
    }
    iteration[before] = Math.max(1, iterations);
    value[before] = end;
    return new Series(iteration, value);
  }

  /** Whether nothing is left to train, by what is known. */
  boolean over() {
    return next(heard()).over();
  }

  private VariantCourse.Next next(VariantCourse known) {
    next = next == null ? known.next() : next;
    return next;
  }

  /** All that can be decided by what is known and is not in the log, in order. */
  List<SearchStep> due() {
    var known = heard();
    int taken = known.steps().size();
    var coming = next(known);
    while (coming.step().isPresent()) {
      var step = later.getOrDefault(known.steps().size(), coming.step().get());
      known.take(step);
      known.hear(step.number(), result(step));
      coming = known.next();
    }
    var due =
        known.steps().subList(taken, known.steps().size()).stream()
            .filter(step -> !later.containsKey(step.number()))
            .toList();
    known.back(taken);
    return due;
  }

  /** How it stands now. */
  SearchSummary summary() {
    var known = heard();
    var steps = List.copyOf(known.steps());
    var results = IntStream.range(0, steps.size()).mapToObj(known::result).toList();
    var effort = new HashMap<String, Double>();
    stages().forEach(stage -> add(effort, stage));
    ends.values().forEach(end -> add(effort, end));
    return new SearchSummary(
        search,
        steps,
        step -> results.get(step.number()),
        (variant, seed) -> Optional.ofNullable(effort.get(Ids.trial(experiment, variant, seed))));
  }

  /** A trial that went on counts what it had taken before. */
  private static void add(Map<String, Double> effort, EvaluationEvent end) {
    if (end instanceof TrialEvaluated e && e.training().processorSeconds() != null) {
      effort.merge(end.trial(), e.training().processorSeconds(), Math::max);
    }
  }
}
