package org.descent.experiment.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.descent.contracts.Ids;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.End;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.contracts.spec.Split;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ClaimsBeside;
import org.descent.experiment.results.Curves;
import org.descent.experiment.results.ExperimentResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.results.SearchSummary;
import org.descent.experiment.spec.ValueWords;

/**
 * What is known of one experiment when a report of it is made.
 *
 * @param evaluated the trials that were trained and judged, by id
 * @param search how its search stands, if it has one
 * @param examples the first of the training examples, if they could be had
 * @param uncertain those of which the networks of {@link #shown} are least certain, in the order in
 *     which it names them, if they could be had
 */
public record Findings(
    Experiment experiment,
    ExperimentResult result,
    Map<String, TrialEvaluated> evaluated,
    Curves curves,
    Optional<SearchSummary> search,
    Optional<Examples> examples,
    Optional<Examples> uncertain) {
  /** The most examples that a report shows. */
  public static final int EXAMPLES = 64;

  /** The most variants of a search that a report tells of one by one. */
  private static final int LEADING = 6;

  /** What stands in {@code ledger} now, without examples; of a search only who leads. */
  public static Findings of(Ledger ledger) {
    var result = ledger.result();
    var experiment = told(leading(ledger.experiment(), result));
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
        experiment,
        result,
        evaluated,
        ledger.curves(),
        ledger.search(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, with claims that speak of several checked among all. */
  static List<Findings> together(List<Findings> all) {
    var checked = ClaimsBeside.checked(all.stream().map(Findings::result).toList());
    return IntStream.range(0, all.size()).mapToObj(i -> all.get(i).with(checked.get(i))).toList();
  }

  private Findings with(ExperimentResult other) {
    return new Findings(experiment, other, evaluated, curves, search, examples, uncertain);
  }

  private static Experiment leading(Experiment experiment, ExperimentResult result) {
    var search = result.search();
    if (search == null) {
      return experiment;
    }
    var variants = search.leading(LEADING).stream().map(experiment.variants()::get).toList();
    return variants.isEmpty() ? experiment : experiment.with(variants);
  }

  /** The same, where one number varies called by what it is of. */
  private static Experiment told(Experiment experiment) {
    return experiment.with(
        experiment.variants().stream()
            .map(v -> v.called(ValueWords.told(v.label(), v.settings())))
            .toList());
  }

  /**
   * The same with what a report shows of its examples: of those that {@link #shown} was trained on.
   *
   * @param sizes number of rows of each split
   * @param reading the examples of some rows of the dataset, in the order asked for, if they can be
   *     had
   */
  public Findings with(Map<Split, Integer> sizes, Function<int[], Optional<Examples>> reading) {
    int[] first = IntStream.range(0, Math.min(EXAMPLES, sizes.get(Split.TRAIN))).toArray();
    int[] unsure = shown().map(trial -> uncertain(trial, sizes)).orElse(new int[0]);
    int[] both = IntStream.concat(IntStream.of(first), IntStream.of(unsure)).toArray();
    return reading
        .apply(both)
        .map(read -> with(read.slice(0, first.length), uncertain(read, first.length)))
        .orElse(this);
  }

  private static Optional<Examples> uncertain(Examples read, int from) {
    return Optional.of(read.count())
        .filter(count -> count > from)
        .map(count -> read.slice(from, count));
  }

  private Findings with(Examples first, Optional<Examples> unsure) {
    return new Findings(experiment, result, evaluated, curves, search, Optional.of(first), unsure);
  }

  /** The rows of the dataset whose examples {@code trial} is least certain of. */
  private int[] uncertain(TrialEvaluated trial, Map<Split, Integer> sizes) {
    var said = new Classes(this).of(trial).stream().findFirst();
    var split = Classes.split(trial).flatMap(Split::of);
    if (said.isEmpty() || split.isEmpty()) {
      return new int[0];
    }
    int before =
        sizes.entrySet().stream()
            .filter(entry -> entry.getKey().compareTo(split.get()) < 0)
            .mapToInt(Map.Entry::getValue)
            .sum();
    return Arrays.stream(said.get().rows()).map(row -> before + row).toArray();
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

  /** The variant of one of its trials; of a search, whose variants are not all here, by ordinal. */
  Variant variant(TrialEvaluated trial) {
    return experiment.variants().stream()
        .filter(variant -> variant.ordinal() == trial.variant())
        .findFirst()
        .orElseThrow();
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
