package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.descent.contracts.Ids;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.SearchStep;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.event.TrialTrained;
import org.descent.experiment.Variant;
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
  private final TreeMap<Integer, SearchStep> steps = new TreeMap<>();
  private final Map<Integer, List<TrialResult>> done = new HashMap<>();
  private final Map<String, TrialEvaluated> paused = new HashMap<>(); // by trial and iterations

  /**
   * @param ends by trial, as they come in
   */
  SearchLedger(
      String experiment, VariantSearch search, Map<String, EvaluationEvent> ends, Curves curves) {
    this.experiment = experiment;
    this.search = search;
    this.ends = ends;
    this.curves = curves;
  }

  /** Takes a step in; false if it is known. */
  boolean on(SearchStep step) {
    return steps.putIfAbsent(step.number(), step) == null;
  }

  /** Takes note of an end that may not be the last. */
  void on(EvaluationEvent end) {
    if (end instanceof TrialEvaluated evaluated && evaluated.training().paused()) {
      paused.putIfAbsent(evaluated.key(), evaluated);
    }
  }

  /** Where trials were paused, as far as is known. */
  List<TrialEvaluated> stages() {
    return List.copyOf(paused.values());
  }

  /** The same of one trial. */
  List<TrialEvaluated> stages(String trial) {
    return paused.values().stream().filter(stage -> stage.trial().equals(trial)).toList();
  }

  /** The variant that a step proposes. */
  Variant variant(SearchStep step) {
    return search.variant(step);
  }

  /** How a trial stood when the step was done; null while it is not. */
  private EvaluationEvent end(String trial, int budget) {
    EvaluationEvent end = paused.get(TrialTrained.paused(trial, budget));
    if (end == null) {
      end = ends.get(trial);
      // one that is paused has not come as far, or that has been lost and it is further
      end = end instanceof TrialEvaluated e && e.training().paused() ? null : end;
    }
    return end;
  }

  /** The steps up to the first that is not known. */
  List<SearchStep> steps() {
    var all = new ArrayList<SearchStep>();
    while (steps.containsKey(all.size())) {
      all.add(steps.get(all.size()));
    }
    return all;
  }

  /**
   * What came of a step; empty while one of its trials has not ended, or not all of its curve is
   * known where that is looked at.
   */
  Optional<List<TrialResult>> result(SearchStep step) {
    var known = done.get(step.number());
    if (known != null) {
      return Optional.of(known);
    }
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
    boolean sure =
        results.stream().noneMatch(r -> r.end() == End.FAILED || r.end() == End.CANCELLED);
    if (steps.containsKey(step.number()) && sure) {
      done.put(step.number(), List.copyOf(results));
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
    int[] at = curves.measuredAt(trial);
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

  /** What comes next, by what is known. */
  VariantSearch.Next next() {
    return search.next(steps(), this::result);
  }

  /** All that can be decided by what is known and is not in the log, in order. */
  List<SearchStep> due() {
    var all = steps();
    var due = new ArrayList<SearchStep>();
    var next = search.next(all, this::result);
    while (next.step().isPresent()) {
      var step = steps.getOrDefault(all.size(), next.step().get());
      all.add(step);
      if (!steps.containsKey(step.number())) {
        due.add(step);
      }
      next = search.next(all, this::result);
    }
    return due;
  }

  /** How it stands now. */
  SearchSummary summary() {
    var known = steps();
    var results = known.stream().map(this::result).toList();
    return new SearchSummary(search, known, step -> results.get(step.number()));
  }
}
