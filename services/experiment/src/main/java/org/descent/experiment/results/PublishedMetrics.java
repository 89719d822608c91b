package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.descent.experiment.EndMetric;
import org.descent.experiment.Published;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Comparison;
import org.descent.experiment.results.ExperimentResult.Place;
import org.descent.experiment.results.ExperimentResult.PublishedMetric;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.statistics.Adjustment;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.SampleMedian;

/** Trials beside published metrics at the end of training. */
public final class PublishedMetrics {
  private static final String EFFECT = "share of trials that are at most as large";
  private static final String TEST =
      "rank of the published number among the trials, all ranks being as likely, adjusted by Holm"
          + " 1979";

  private PublishedMetrics() {}

  /** What was published, each number beside what {@code trials} have come to. */
  static List<PublishedMetric> of(Published published, List<TrialResult> trials) {
    return published.metrics().entrySet().stream()
        .map(entry -> of(entry.getKey(), entry.getValue(), published, trials))
        .toList();
  }

  private static PublishedMetric of(
      EndMetric metric, double value, Published published, List<TrialResult> trials) {
    double[] ours = values(trials, metric);
    var median =
        ours.length == 0 ? Optional.<SampleMedian>empty() : Optional.of(SampleMedian.of(ours));
    var interval = median.flatMap(SampleMedian::interval);
    return new PublishedMetric(
        metric.key(),
        value,
        published.rounded(),
        published.source().isEmpty() ? null : published.source(),
        ours.length,
        median.map(SampleMedian::value).filter(Double::isFinite).orElse(null),
        interval.map(Interval::low).filter(Double::isFinite).orElse(null),
        interval.map(Interval::high).filter(Double::isFinite).orElse(null),
        median.map(m -> ours[0]).filter(Double::isFinite).orElse(null),
        median.map(m -> ours[ours.length - 1]).filter(Double::isFinite).orElse(null),
        median.map(m -> place(value, published.rounded(), ours, interval)).orElse(null));
  }

  /**
   * A metric of each trial that has it, ascending. A loss that is not finite is above all others,
   * an accuracy below.
   */
  public static double[] values(List<TrialResult> trials, EndMetric metric) {
    boolean loss = metric.kind() == EndMetric.Kind.LOSS;
    return trials.stream()
        .map(trial -> trial.metrics().get(metric.split()))
        .filter(metrics -> metrics != null)
        .map(loss ? SplitMetrics::loss : SplitMetrics::accuracy)
        .mapToDouble(
            value ->
                value != null ? value : loss ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY)
        .sorted()
        .toArray();
  }

  /** The same by the metric's key. */
  public static double[] values(List<TrialResult> trials, PublishedMetric published) {
    return EndMetric.of(published.metric())
        .map(metric -> values(trials, metric))
        .orElse(new double[0]);
  }

  private static Place place(
      double value, double rounded, double[] ours, Optional<Interval> interval) {
    double from = value - rounded / 2;
    double to = value + rounded / 2;
    if (interval.filter(i -> from <= i.high() && i.low() <= to).isPresent()) {
      return Place.IN_INTERVAL;
    }
    return to < ours[0]
        ? Place.BELOW_TRIALS
        : from > ours[ours.length - 1] ? Place.ABOVE_TRIALS : Place.AMONG_TRIALS;
  }

  /** Whether the published numbers could have been trials; none where nothing was published. */
  static List<Claim> claims(List<VariantResult> variants, boolean complete) {
    if (variants.stream().allMatch(v -> v.published().isEmpty())) {
      return List.of();
    }
    var ranks =
        variants.stream()
            .flatMap(v -> v.published().stream().map(published -> Rank.of(v, published)))
            .filter(rank -> rank.published.place() != null)
            .toList();
    double[] adjusted = Adjustment.holm(ranks.stream().mapToDouble(Rank::p).toArray());
    var comparisons = new ArrayList<Comparison>();
    for (int i = 0; i < adjusted.length; i++) {
      comparisons.add(ranks.get(i).comparison(adjusted[i]));
    }
    boolean all = !ranks.isEmpty() && ranks.stream().allMatch(Rank::within);
    return List.of(
        new Claim(
            "published-metrics-among-trials",
            "Each published number lies among the trials of its variant.",
            !complete ? Verdict.NOT_RESOLVED : all ? Verdict.HOLDS : Verdict.of(comparisons),
            ranks.isEmpty()
                ? "no trials to compare yet"
                : ranks.stream().map(Rank::text).collect(Collectors.joining(Claim.AND)),
            comparisons,
            List.of()));
  }

  /**
   * Where a published number stands among the trials of its variant, were it one more of them.
   *
   * @param upTo trials at most as large, as far as its rounding tells
   * @param from trials at least as large
   */
  private record Rank(VariantResult variant, PublishedMetric published, int upTo, int from) {
    static Rank of(VariantResult variant, PublishedMetric published) {
      double half = published.rounded() / 2;
      double[] ours = values(variant.trials(), published);
      return new Rank(
          variant,
          published,
          (int) Arrays.stream(ours).filter(v -> v <= published.value() + half).count(),
          (int) Arrays.stream(ours).filter(v -> v >= published.value() - half).count());
    }

    double p() {
      return Math.min(1, 2.0 * (1 + Math.min(upTo, from)) / (published.trials() + 1));
    }

    boolean within() {
      return upTo > 0 && from > 0;
    }

    String text() {
      return variant.label()
          + ": "
          + published.text()
          + " "
          + published.written()
          + " lies "
          + published.place().text()
          + range();
    }

    private String range() {
      if (published.smallest() == null || published.largest() == null) {
        return "";
      }
      return ", "
          + published.written(published.smallest())
          + " to "
          + published.written(published.largest());
    }

    Comparison comparison(double adjusted) {
      int n = published.trials();
      var share = PublishedRuns.share(upTo, n);
      return new Comparison(
          variant.label() + ": " + published.text(),
          List.of(n),
          EFFECT,
          (double) upTo / n,
          share.low(),
          share.high(),
          null,
          TEST,
          p(),
          adjusted,
          within());
    }
  }

  /** Where numbers were published, in the order in which they first come. */
  public static List<String> sources(List<ExperimentResult> experiments) {
    return experiments.stream()
        .flatMap(experiment -> experiment.variants().stream())
        .flatMap(variant -> variant.published().stream())
        .map(PublishedMetric::source)
        .filter(source -> source != null)
        .distinct()
        .toList();
  }
}
