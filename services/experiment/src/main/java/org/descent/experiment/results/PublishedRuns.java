package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Comparison;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.statistics.Adjustment;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.Observation;

/**
 * Trials beside the published numbers, of single runs.
 *
 * @param variants those with a published number and with observed trials
 * @param complete whether every trial has ended
 */
record PublishedRuns(List<VariantResult> variants, boolean complete) {
  private static final String EFFECT = "share of trials at least as fast as the published run";
  private static final String TEST =
      "rank of the published run among the trials, all ranks being as likely, adjusted by Holm 1979";

  static PublishedRuns of(List<VariantResult> variants, boolean complete) {
    return new PublishedRuns(
        variants.stream()
            .filter(v -> v.reported() != null && !TargetObservations.of(v).isEmpty())
            .toList(),
        complete);
  }

  /**
   * The claims that two published numbers, or one, allow; while nothing has ended they are open.
   */
  static List<Claim> claims(List<VariantResult> variants, boolean complete) {
    long published = variants.stream().filter(v -> v.reported() != null).count();
    var runs = of(variants, complete);
    var claims = new ArrayList<Claim>();
    if (published > 1) {
      claims.add(runs.order());
    }
    if (published > 0) {
      claims.add(runs.among());
    }
    return claims;
  }

  /** Seed by seed, each variant needs fewer iterations than the next of the published ones. */
  private Claim order() {
    var question = Question.publishedOrder(variants);
    var comparisons = new ArrayList<Comparison>();
    var evidence = new StringBuilder();
    for (var row : question.rows()) {
      comparisons.add(
          Evidence.paired(
              row.first().label() + " before " + row.second().label(),
              row.comparison(),
              row.adjusted()));
      evidence
          .append(evidence.isEmpty() ? "" : Claim.AND)
          .append(median(row.first()))
          .append(" before ")
          .append(median(row.second()))
          .append(": ")
          .append(Evidence.words(row.comparison(), row.adjusted()));
    }
    return new Claim(
        "order-of-medians",
        "The medians of iterations to target stand in the order of the published single runs.",
        complete ? Verdict.of(comparisons) : Verdict.NOT_RESOLVED,
        evidence.isEmpty() ? "no trials to compare yet" : evidence.toString(),
        comparisons,
        List.of());
  }

  private static String median(VariantResult variant) {
    return variant.label()
        + " "
        + quantile(variant)
            .map(q -> Evidence.iterations(q.iterations(), q.reached()))
            .orElse("none yet")
        + " (published "
        + variant.reported()
        + ")";
  }

  private static Optional<Quantile> quantile(VariantResult variant) {
    return variant.summary().quantiles().stream().filter(q -> q.probability() == 0.5).findFirst();
  }

  /**
   * Where a published run stands among the trials of its variant; a trial whose budget ended first
   * may be on either side of it.
   *
   * @param upTo trials at least as fast
   * @param from trials at most as fast
   * @param p of a run so far out, were it one more trial
   */
  private record Place(VariantResult variant, int trials, int upTo, int from, double p) {
    static Place of(VariantResult variant) {
      var observations = TargetObservations.of(variant);
      int n = observations.size();
      int run = variant.reported();
      double below = (1.0 + n - from(observations, run + 1)) / (n + 1);
      double above = (1.0 + n - upTo(observations, run - 1)) / (n + 1);
      return new Place(
          variant,
          n,
          upTo(observations, run),
          from(observations, run),
          Math.min(1, 2 * Math.min(below, above)));
    }

    private static int upTo(List<Observation> observations, int iterations) {
      return (int)
          observations.stream().filter(o -> o.reached() && o.iterations() <= iterations).count();
    }

    private static int from(List<Observation> observations, int iterations) {
      return (int)
          observations.stream()
              .filter(o -> o.iterations() + (o.reached() ? 0 : 1) >= iterations)
              .count();
    }

    boolean within() {
      return upTo > 0 && from > 0;
    }

    String text() {
      var all = trials == 1 ? "the only trial" : "all " + trials + " trials";
      return variant.label()
          + " "
          + variant.reported()
          + (within()
              ? " at percentile " + Math.round(100.0 * upTo / trials)
              : from == trials
                  ? " lies below " + all + ", at percentile 0"
                  : upTo == trials
                      ? " lies above " + all + ", at percentile 100"
                      : " lies beyond the budget of trials, so that its place is open");
    }
  }

  /** Whether the published runs could have been trials. */
  private Claim among() {
    var places = variants.stream().map(Place::of).toList();
    double[] adjusted = Adjustment.holm(places.stream().mapToDouble(Place::p).toArray());
    var comparisons = new ArrayList<Comparison>();
    for (int i = 0; i < adjusted.length; i++) {
      comparisons.add(comparison(places.get(i), adjusted[i]));
    }
    boolean allWithin = !places.isEmpty() && places.stream().allMatch(Place::within);
    var verdict = allWithin ? Verdict.HOLDS : Verdict.of(comparisons);
    return new Claim(
        "published-among-trials",
        "Each published single run lies among the trials of its variant.",
        complete ? verdict : Verdict.NOT_RESOLVED,
        places.isEmpty()
            ? "no trials to compare yet"
            : places.stream().map(Place::text).collect(Collectors.joining(Claim.AND)),
        comparisons,
        List.of());
  }

  private static Comparison comparison(Place place, double adjusted) {
    return new Comparison(
        place.variant.label(),
        List.of(place.trials),
        EFFECT,
        (double) place.upTo / place.trials,
        share(place.upTo, place.trials).low(),
        share(place.upTo, place.trials).high(),
        null,
        TEST,
        place.p,
        adjusted,
        place.within());
  }

  /** The interval of a share (Clopper &amp; Pearson 1934). */
  static Interval share(int counted, int n) {
    double tail = (1 - Interval.CONFIDENCE) / 2;
    return new Interval(
        counted == 0
            ? 0
            : BetaDistribution.of(counted, n - counted + 1.0).inverseCumulativeProbability(tail),
        counted == n
            ? 1
            : BetaDistribution.of(counted + 1.0, n - counted)
                .inverseCumulativeProbability(1 - tail));
  }
}
