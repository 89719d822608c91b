package org.descent.experiment.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.descent.contracts.Ids;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.End;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.Split;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Curves;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.Ledger;

/**
 * What is known of one experiment when a report of it is made.
 *
 * @param evaluated the trials that were trained and judged, by id
 * @param examples the first of the training examples, if they could be had
 * @param uncertain those of which the networks of {@link #shown} are least certain, in the order in
 *     which it names them, if they could be had
 */
public record Findings(
    Experiment experiment,
    ExperimentResult result,
    Map<String, TrialEvaluated> evaluated,
    Curves curves,
    Optional<Examples> examples,
    Optional<Examples> uncertain) {
  /** The most examples that a report shows. */
  public static final int EXAMPLES = 64;

  /** The most variants of a search that a report tells of one by one. */
  private static final int LEADING = 6;

  /** What stands in {@code ledger} now, without examples; of a search only who leads. */
  public static Findings of(Ledger ledger) {
    var result = ledger.result();
    var experiment = leading(ledger.experiment(), result);
    var evaluated = new LinkedHashMap<String, TrialEvaluated>();
    for (var variant : experiment.variants()) {
      for (long seed : experiment.seeds()) {
        ledger
            .end(Ids.trial(experiment.id(), variant.ordinal(), seed))
            .map(end -> end instanceof TrialEvaluated e ? e : null)
            .ifPresent(e -> evaluated.put(e.trial(), e));
      }
    }
    return new Findings(
        experiment, result, evaluated, ledger.curves(), Optional.empty(), Optional.empty());
  }

  private static Experiment leading(Experiment experiment, ExperimentResult result) {
    var search = result.search();
    if (search == null) {
      return experiment;
    }
    int each = Math.max(1, LEADING / search.arms().size());
    var variants =
        search.arms().stream()
            .flatMap(arm -> search.ranked(arm).stream().limit(each))
            .map(scored -> experiment.variants().get(scored.variant()))
            .toList();
    return variants.isEmpty() ? experiment : experiment.with(variants);
  }

  /**
   * The same with what a report shows of its examples: of those that {@link #shown} was trained on.
   *
   * @param splits those that have rows
   */
  public Findings with(Map<Split, Examples> splits) {
    var training = Optional.ofNullable(splits.get(Split.TRAIN));
    return new Findings(
        experiment,
        result,
        evaluated,
        curves,
        training.map(all -> all.slice(0, Math.min(EXAMPLES, all.count()))),
        shown().flatMap(trial -> uncertain(trial, splits)));
  }

  private Optional<Examples> uncertain(TrialEvaluated trial, Map<Split, Examples> splits) {
    var said = new Classes(this).of(trial).stream().findFirst();
    var examples = Classes.split(trial).flatMap(Split::of).map(splits::get);
    return said.isEmpty() || examples.isEmpty()
        ? Optional.empty()
        : Optional.of(examples.get().at(said.get().rows()));
  }

  /** The trial whose answers are shown: the first that converged, else the first. */
  public Optional<TrialEvaluated> shown() {
    var all = experiment.variants().stream().flatMap(v -> trials(v).stream()).toList();
    return all.stream()
        .filter(trial -> trial.end() == End.CONVERGED)
        .findFirst()
        .or(() -> all.stream().findFirst());
  }

  /** The variant's trials that were trained and judged, in the order of the seeds. */
  List<TrialEvaluated> trials(Variant variant) {
    return experiment.seeds().stream()
        .map(seed -> evaluated.get(Ids.trial(experiment.id(), variant.ordinal(), seed)))
        .filter(Objects::nonNull)
        .toList();
  }

  /** How many trials there are, ended or not; of a search those that it has asked for. */
  long planned() {
    return result.search() == null
        ? experiment.trials()
        : result.variants().stream().mapToLong(v -> v.summary().trials()).sum();
  }

  /** What came of a variant. */
  VariantResult result(Variant variant) {
    return result.variants().get(variant.ordinal());
  }
}
