package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.descent.contracts.event.End;
import org.descent.contracts.event.SearchStep;
import org.descent.experiment.VariantSearch;
import org.descent.experiment.results.SearchTrace.Arm;
import org.descent.experiment.results.SearchTrace.Check;
import org.descent.experiment.results.SearchTrace.Outcome;
import org.descent.experiment.results.SearchTrace.Parameter;
import org.descent.experiment.results.SearchTrace.Run;
import org.descent.experiment.results.SearchTrace.Tried;
import org.descent.experiment.search.SearchPlan;
import org.descent.experiment.search.analysis.ParetoFront;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.space.Choice;
import org.descent.experiment.search.space.LogUniform;
import org.descent.experiment.search.space.LogWhole;
import org.descent.experiment.search.space.Range;

/**
 * Tells a search trial by trial.
 *
 * @param steps all that were taken, in order
 */
record SearchTracer(
    VariantSearch search,
    List<SearchStep> steps,
    VariantSearch.Results results,
    SearchSummary.Effort effort) {
  SearchTrace trace(SearchResult outline) {
    var objectives =
        plan(0).objectives().stream()
            .map(
                o ->
                    new SearchTrace.Objective(
                        o instanceof MetricObjective ? o.metric() : "iterations to target",
                        SearchSummary.turned(o)))
            .toList();
    var arms = new ArrayList<Arm>();
    for (int arm = 0; arm < search.arms().size(); arm++) {
      arms.add(arm(arm, outline.arms().get(arm)));
    }
    return new SearchTrace(search.strategy(), objectives, parameters(), arms);
  }

  private SearchPlan plan(int arm) {
    return search.arms().get(arm).plan();
  }

  private List<Parameter> parameters() {
    return plan(0).space().parameters().stream()
        .map(
            p -> {
              var name = search.name(p.path());
              if (p.domain() instanceof Choice choice) {
                var options = choice.options().stream().map(Choice.Option::label).toList();
                return new Parameter(name, false, null, null, options);
              }
              var range = (Range) p.domain();
              return new Parameter(
                  name,
                  range instanceof LogUniform || range instanceof LogWhole,
                  range.at(0).doubleValue(),
                  range.at(1).doubleValue(),
                  List.of());
            })
        .toList();
  }

  /** What is heard of a trial, step by step. */
  private static final class Heard {
    final boolean fresh;
    final List<Check> checks = new ArrayList<>();
    TrialResult last; // null while nothing was heard
    boolean underWay;

    Heard(boolean fresh) {
      this.fresh = fresh;
    }
  }

  private Arm arm(int arm, SearchResult.Arm outline) {
    var plan = plan(arm);
    var own = steps.stream().filter(s -> s.arm() == arm).toList();
    var heard = new LinkedHashMap<Integer, Map<Long, Heard>>();
    var points = new LinkedHashMap<Integer, SearchStep>();
    for (var step : own) {
      if (step.kind() == SearchStep.Kind.PROPOSE) {
        points.put(step.variant(), step);
      }
      var result = results.of(step);
      for (int i = 0; i < step.seeds().size(); i++) {
        long seed = step.seeds().get(i);
        boolean fresh = plan.replicates().isFresh(search.seeds().indexOf(seed));
        hear(
            heard
                .computeIfAbsent(step.variant(), v -> new LinkedHashMap<>())
                .computeIfAbsent(seed, s -> new Heard(fresh)),
            step,
            result.isPresent() ? Optional.of(result.get().get(i)) : Optional.empty(),
            plan);
      }
    }
    var variants =
        points.values().stream().map(step -> tried(step, heard.get(step.variant()), plan)).toList();
    var budgets = new TreeSet<Integer>();
    own.forEach(step -> budgets.add(step.budget()));
    budgets.add(plan.stopping().lastBudget());
    var reference = reference(plan, variants);
    return new Arm(
        search.arms().get(arm).settings(),
        List.copyOf(budgets),
        variants,
        outline.best(),
        outline.front(),
        reference.isEmpty() ? null : hypervolume(plan, variants, reference),
        reference);
  }

  private static void hear(
      Heard trial, SearchStep step, Optional<TrialResult> result, SearchPlan plan) {
    trial.underWay = result.isEmpty();
    if (result.isPresent()) {
      trial.last = result.get();
      var value = values(plan, List.of(trial.last)).get(0);
      trial.checks.add(new Check(step.number(), trial.last.iterations(), value));
    }
  }

  private Tried tried(SearchStep proposal, Map<Long, Heard> heard, SearchPlan plan) {
    var trials = new ArrayList<Run>();
    heard.forEach(
        (seed, trial) ->
            trials.add(run(seed, trial, plan, effort.of(proposal.variant(), seed).orElse(null))));
    var deciding =
        heard.values().stream()
            .filter(t -> !t.fresh)
            .map(t -> t.last)
            .filter(Objects::nonNull)
            .toList();
    var outcome =
        trials.stream()
            .filter(t -> !t.fresh())
            .map(Run::outcome)
            .min(Comparator.naturalOrder())
            .orElse(Outcome.RUNNING);
    var parameters = plan.space().parameters();
    var point = search.point(proposal);
    var written = new String[parameters.size()];
    Arrays.setAll(
        written, p -> point.has(p) ? point.settings().get(parameters.get(p).path()) : null);
    return new Tried(
        proposal.variant(),
        Collections.unmodifiableList(Arrays.asList(written)),
        outcome,
        values(plan, deciding),
        !deciding.isEmpty() && plan.objectives().get(0).of(deciding).atLeast(),
        trials);
  }

  private static Run run(long seed, Heard trial, SearchPlan plan, Double processorSeconds) {
    var last = trial.last;
    var known = last == null ? List.<TrialResult>of() : List.of(last);
    return new Run(
        seed,
        trial.fresh,
        outcome(trial, plan.stopping().lastBudget()),
        last == null ? 0 : last.iterations(),
        values(plan, known),
        last != null && plan.objectives().get(0).of(last).atLeast(),
        List.copyOf(trial.checks),
        processorSeconds);
  }

  private static Outcome outcome(Heard trial, int lastBudget) {
    if (trial.last == null || trial.underWay && trial.last.end() == End.EXHAUSTED) {
      return Outcome.RUNNING;
    }
    return switch (trial.last.end()) {
      case CONVERGED -> Outcome.CONVERGED;
      case EXHAUSTED ->
          trial.last.iterations() < lastBudget ? Outcome.HELD_BACK : Outcome.EXHAUSTED;
      case DIVERGED -> Outcome.DIVERGED;
      case FAILED -> Outcome.FAILED;
      case CANCELLED -> Outcome.CANCELLED;
    };
  }

  /** A value for each objective; null where it cannot be used. */
  private static List<Double> values(SearchPlan plan, List<TrialResult> trials) {
    var values = new Double[plan.objectives().size()];
    for (int i = 0; i < values.length && !trials.isEmpty(); i++) {
      var objective = plan.objectives().get(i);
      values[i] = SearchSummary.value(objective, objective.of(trials));
    }
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  /** The worst that was found of each of two objectives. */
  private static List<Double> reference(SearchPlan plan, List<Tried> variants) {
    var usable = variants.stream().filter(Tried::usable).toList();
    if (plan.objectives().size() < 2 || usable.isEmpty()) {
      return List.of();
    }
    return IntStream.range(0, plan.objectives().size())
        .mapToObj(
            i -> {
              var values = usable.stream().mapToDouble(v -> v.values().get(i));
              return SearchSummary.turned(plan.objectives().get(i))
                  ? values.min().getAsDouble()
                  : values.max().getAsDouble();
            })
        .toList();
  }

  private static double hypervolume(SearchPlan plan, List<Tried> variants, List<Double> reference) {
    return ParetoFront.hypervolume(
        variants.stream().filter(Tried::usable).map(v -> smaller(plan, v.values())).toList(),
        smaller(plan, reference));
  }

  /** Turned so that the smaller is the better. */
  private static double[] smaller(SearchPlan plan, List<Double> values) {
    return IntStream.range(0, values.size())
        .mapToDouble(
            i -> SearchSummary.turned(plan.objectives().get(i)) ? -values.get(i) : values.get(i))
        .toArray();
  }
}
