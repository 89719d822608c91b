package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.descent.contracts.event.End;
import org.descent.experiment.claim.Assertion;
import org.descent.experiment.claim.Assertion.Bounds;
import org.descent.experiment.claim.Group;
import org.descent.experiment.claim.Metric;
import org.descent.experiment.claim.Metric.Kind;
import org.descent.experiment.claim.StatedClaim;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.Comparison;
import org.descent.experiment.results.ExperimentResult.SplitMetrics;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;
import org.descent.experiment.statistics.Adjustment;
import org.descent.experiment.statistics.Estimate;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.PairedComparison;
import org.descent.experiment.statistics.PairedDifferences;
import org.descent.experiment.statistics.SampleMedian;
import org.descent.experiment.statistics.UnpairedComparison;

/**
 * What an experiment's file claims, checked. Whatever is asked of several variants has to come out
 * as claimed of each, and its p-values are adjusted together (Holm 1979).
 *
 * @param planned number of each variant's trials
 * @param complete whether all of them have ended
 */
record StatedClaims(List<VariantResult> variants, int planned, boolean complete) {
  private static final String BINOMIAL = "exact binomial test, adjusted by Holm 1979";
  private static final String BOOTSTRAP = "bootstrap of seeds (Efron 1979), adjusted by Holm 1979";
  private static final int RESAMPLES = 4000;

  /**
   * What was found before p-values are adjusted together.
   *
   * @param words of it, given the adjusted one
   */
  private record Finding(Comparison comparison, DoubleFunction<String> words) {}

  Claim check(StatedClaim claim) {
    var assertion = claim.assertion();
    if (assertion instanceof Assertion.Every every) {
      return every(claim, every);
    }
    List<Finding> findings;
    if (assertion instanceof Assertion.Smaller smaller) {
      findings = smaller(smaller);
    } else if (assertion instanceof Assertion.Within within) {
      findings = within(within);
    } else if (assertion instanceof Assertion.Share share) {
      findings = share(share);
    } else {
      findings = peak((Assertion.Peak) assertion);
    }
    double[] adjusted =
        Adjustment.holm(findings.stream().mapToDouble(f -> f.comparison.p()).toArray());
    var comparisons = new ArrayList<Comparison>();
    for (int i = 0; i < adjusted.length; i++) {
      comparisons.add(findings.get(i).comparison.adjusted(adjusted[i]));
    }
    return new Claim(
        claim.id(),
        claim.statement(),
        complete ? Verdict.of(comparisons) : Verdict.NOT_RESOLVED,
        findings.isEmpty()
            ? "no trials to look at"
            : IntStream.range(0, adjusted.length)
                .mapToObj(i -> findings.get(i).words.apply(adjusted[i]))
                .collect(Collectors.joining(Claim.AND)),
        comparisons,
        List.of());
  }

  private List<VariantResult> of(Group group) {
    return variants.stream().filter(v -> group.has(v.settings())).toList();
  }

  private Claim every(StatedClaim claim, Assertion.Every every) {
    var spokenOf = of(every.group());
    int trials = 0;
    int violated = 0;
    int seen = 0;
    for (var variant : spokenOf) {
      trials += variant.trials().size();
      for (var trial : variant.trials()) {
        var side = side(variant, trial, every.metric(), every.bounds());
        seen += side.isPresent() ? 1 : 0;
        violated += side.filter(inside -> !inside).isPresent() ? 1 : 0;
      }
    }
    int all = planned * spokenOf.size();
    return new Claim(
        claim.id(),
        claim.statement(),
        Claims.verdict(violated > 0, complete && seen == all),
        violated
            + " of "
            + seen
            + " trials lie elsewhere"
            + (seen < trials ? ", of " + (trials - seen) + " nobody knows" : "")
            + (seen == 0
                ? ""
                : "; of all seeds at most "
                    + Numbers.percent(PublishedRuns.share(violated, seen).high())
                    + " do, with 95 % confidence"));
  }

  /** Whether a trial lies within the bounds; empty where nobody knows. */
  private static Optional<Boolean> side(
      VariantResult variant, TrialResult trial, Metric metric, Bounds bounds) {
    if (metric.kind() != Kind.ITERATIONS) {
      return value(trial, metric).map(bounds::contains);
    }
    return TargetObservations.of(variant, trial)
        .flatMap(
            o -> {
              boolean least = bounds.contains(o.reached() ? o.after() + 1.0 : o.iterations() + 1.0);
              boolean most =
                  bounds.contains(o.reached() ? o.iterations() : Double.POSITIVE_INFINITY);
              return least == most ? Optional.of(least) : Optional.empty();
            });
  }

  /** The metric of a trial at its last iteration, infinite where it is no number. */
  private static Optional<Double> value(TrialResult trial, Metric metric) {
    var on = trial.metrics().get(metric.split().word());
    if (on == null) {
      return Optional.empty();
    }
    boolean loss = metric.kind() == Kind.LOSS;
    Double value = metric.head().isEmpty() ? whole(on, loss) : ofHead(on, metric.head(), loss);
    if (value == null) {
      return Optional.of(loss || metric.kind() == Kind.ERROR ? Double.POSITIVE_INFINITY : -1.0);
    }
    return Optional.of(metric.kind() == Kind.ERROR ? 1 - value : value);
  }

  private static Double whole(SplitMetrics metrics, boolean loss) {
    return loss ? metrics.loss() : metrics.accuracy();
  }

  private static Double ofHead(SplitMetrics metrics, String head, boolean loss) {
    return metrics.heads().stream()
        .filter(h -> h.name().equals(head))
        .map(h -> loss ? h.loss() : h.accuracy())
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private List<Finding> smaller(Assertion.Smaller claim) {
    var findings = new ArrayList<Finding>();
    for (var first : of(claim.first())) {
      for (var second : of(claim.second())) {
        if (first != second && comparable(claim, first, second)) {
          var about = first.label() + " against " + second.label();
          (claim.paired()
                  ? paired(about, claim.metric(), first, second)
                  : unpaired(about, claim.metric(), first, second))
              .ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  /** Whether two variants differ in nothing but what the groups say. */
  private static boolean comparable(
      Assertion.Smaller claim, VariantResult first, VariantResult second) {
    return first.settings().entrySet().stream()
        .filter(s -> !claim.first().settings().containsKey(s.getKey()))
        .filter(s -> !claim.second().settings().containsKey(s.getKey()))
        .allMatch(s -> s.getValue().equals(second.settings().get(s.getKey())));
  }

  private static Optional<Finding> paired(
      String about, Metric metric, VariantResult first, VariantResult second) {
    if (metric.kind() == Kind.ITERATIONS) {
      var pairs = TargetObservations.pairs(first, second);
      if (pairs.isEmpty()) {
        return Optional.empty();
      }
      var comparison = PairedComparison.of(pairs);
      return Optional.of(
          new Finding(
              Evidence.paired(about, comparison, comparison.signTest()),
              adjusted -> about + ": " + Evidence.words(comparison, adjusted)));
    }
    var ones = values(first, metric);
    var others = values(second, metric);
    var seeds = ones.keySet().stream().filter(others::containsKey).toList();
    if (seeds.isEmpty()) {
      return Optional.empty();
    }
    var found =
        PairedDifferences.of(
            seeds.stream().mapToDouble(ones::get).toArray(),
            seeds.stream().mapToDouble(others::get).toArray());
    return Optional.of(
        finding(
            about,
            List.of(found.pairs()),
            "difference of " + metric.text() + ", second less first",
            found.difference(),
            Median.NEEDED,
            Evidence.SIGN_TEST,
            found.signTest(),
            found.larger() > found.smaller()));
  }

  private static Optional<Finding> unpaired(
      String about, Metric metric, VariantResult first, VariantResult second) {
    if (metric.kind() == Kind.ITERATIONS) {
      var ones = TargetObservations.of(first);
      var others = TargetObservations.of(second);
      if (ones.isEmpty() || others.isEmpty()) {
        return Optional.empty();
      }
      var found = UnpairedComparison.ofIterations(ones, others, 1);
      return Optional.of(worded(Evidence.unpaired(about, Evidence.RATIO, found, found.p())));
    }
    var ones = values(first, metric).values().stream().mapToDouble(v -> v).toArray();
    var others = values(second, metric).values().stream().mapToDouble(v -> v).toArray();
    if (ones.length == 0 || others.length == 0) {
      return Optional.empty();
    }
    var found = UnpairedComparison.of(ones, others);
    return Optional.of(
        worded(
            Evidence.unpaired(
                about,
                "difference of " + metric.text() + ", second less first",
                found,
                found.p())));
  }

  private static Map<Long, Double> values(VariantResult variant, Metric metric) {
    var values = new LinkedHashMap<Long, Double>();
    for (var trial : variant.trials()) {
      value(trial, metric).ifPresent(v -> values.put(trial.seed(), v));
    }
    return values;
  }

  private List<Finding> within(Assertion.Within claim) {
    var findings = new ArrayList<Finding>();
    var bounds = claim.bounds();
    for (var variant : of(claim.group())) {
      for (boolean low : new boolean[] {true, false}) {
        double bound = low ? bounds.low() : bounds.high();
        if (Double.isFinite(bound)) {
          median(variant, claim.metric(), bound, low).ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  /**
   * Whether a variant's median is above, or below, a number: how many trials are, since it is
   * neither if about half of them are.
   */
  private static Optional<Finding> median(
      VariantResult variant, Metric metric, double bound, boolean claimedAbove) {
    int above = 0;
    int below = 0;
    int n = 0;
    Estimate estimate;
    if (metric.kind() == Kind.ITERATIONS) {
      var observations = TargetObservations.of(variant);
      n = observations.size();
      if (n == 0) {
        return Optional.empty();
      }
      for (var o : observations) {
        above += beyond(o, bound) ? 1 : 0;
        below += o.reached() && o.iterations() < bound ? 1 : 0;
      }
      var median = Median.of(observations);
      estimate = new Estimate(median.atLeast(), median.iterations(), median.interval());
    } else {
      double[] values = values(variant, metric).values().stream().mapToDouble(v -> v).toArray();
      n = values.length;
      if (n == 0) {
        return Optional.empty();
      }
      above = (int) Arrays.stream(values).filter(v -> v > bound).count();
      below = (int) Arrays.stream(values).filter(v -> v < bound).count();
      var median = SampleMedian.of(values);
      estimate = new Estimate(median.value(), median.value(), median.interval());
    }
    return Optional.of(
        finding(
            variant.label() + (claimedAbove ? " above " : " below ") + text(bound),
            List.of(n),
            "median of " + metric.text(),
            estimate,
            Median.NEEDED,
            Evidence.SIGN_TEST,
            PairedComparison.signTest(above, below),
            claimedAbove ? above > below : below > above));
  }

  private static boolean beyond(Observation o, double bound) {
    return o.reached() ? o.after() >= bound : o.iterations() >= bound;
  }

  private List<Finding> share(Assertion.Share claim) {
    var findings = new ArrayList<Finding>();
    var bounds = claim.bounds();
    for (var variant : of(claim.group())) {
      int n = variant.trials().size();
      if (n == 0) {
        continue;
      }
      int k = (int) variant.trials().stream().filter(t -> t.end() == claim.end()).count();
      var interval = PublishedRuns.share(k, n);
      var estimate = new Estimate((double) k / n, (double) k / n, Optional.of(interval));
      for (boolean low : new boolean[] {true, false}) {
        double bound = low ? bounds.low() : bounds.high();
        boolean trivial =
            low ? bound <= 0 && bounds.lowIncluded() : bound >= 1 && bounds.highIncluded();
        if (Double.isFinite(bound) && !trivial) {
          findings.add(
              finding(
                  variant.label() + (low ? " above " : " below ") + Numbers.percent(bound),
                  List.of(n),
                  "share of trials that " + word(claim.end()),
                  estimate,
                  1,
                  BINOMIAL,
                  binomial(k, n, bound),
                  low ? (double) k / n > bound : (double) k / n < bound));
        }
      }
    }
    return findings;
  }

  private static String word(End end) {
    return (end == End.CONVERGED || end == End.DIVERGED || end == End.FAILED ? "" : "were ")
        + end.name().toLowerCase(Locale.ROOT);
  }

  /** Two-sided: twice the smaller tail. */
  private static double binomial(int k, int n, double share) {
    if (share <= 0 || share >= 1) {
      return k == n * share ? 1 : 0;
    }
    var distribution = BinomialDistribution.of(n, share);
    double below = distribution.cumulativeProbability(k);
    double above = 1 - (k == 0 ? 0 : distribution.cumulativeProbability(k - 1));
    return Math.min(1, 2 * Math.min(below, above));
  }

  private List<Finding> peak(Assertion.Peak claim) {
    var lines = new LinkedHashMap<Map<String, String>, TreeMap<Double, VariantResult>>();
    for (var variant : of(claim.group())) {
      var others = new LinkedHashMap<>(variant.settings());
      double at = Double.parseDouble(others.remove(claim.axis()));
      lines.computeIfAbsent(others, o -> new TreeMap<>()).put(at, variant);
    }
    var findings = new ArrayList<Finding>();
    lines.forEach((others, line) -> peak(claim, others, line).ifPresent(findings::add));
    return findings;
  }

  /** How often the peak lies there when seeds are drawn again. */
  private static Optional<Finding> peak(
      Assertion.Peak claim, Map<String, String> others, TreeMap<Double, VariantResult> line) {
    var values = new TreeMap<Double, Map<Long, Double>>();
    line.forEach((at, variant) -> values.put(at, peakValues(variant, claim.metric())));
    var seeds =
        values.firstEntry().getValue().keySet().stream()
            .filter(seed -> values.values().stream().allMatch(v -> v.containsKey(seed)))
            .toList();
    if (seeds.isEmpty() || line.size() < 2) {
      return Optional.empty();
    }
    double at = peakOf(claim, values, seeds);
    var random = new SplittableRandom(1);
    int there = 0;
    for (int i = 0; i < RESAMPLES; i++) {
      var drawn = random.ints(seeds.size(), 0, seeds.size()).mapToObj(seeds::get).toList();
      there += claim.where().contains(peakOf(claim, values, drawn)) ? 1 : 0;
    }
    double share = (double) there / RESAMPLES;
    boolean few = seeds.size() < Median.NEEDED;
    var estimate = new Estimate(at, at, Optional.empty());
    var where = claim.axis() + " " + text(claim.where().low()) + ".." + text(claim.where().high());
    var about =
        (others.isEmpty() ? "" : String.join(", ", others.values()) + ": ")
            + (claim.largest() ? "largest" : "smallest")
            + " at "
            + where;
    var finding =
        finding(
            about,
            List.of(seeds.size()),
            claim.axis() + " of the " + (claim.largest() ? "largest" : "smallest") + " median",
            estimate,
            Median.NEEDED,
            BOOTSTRAP,
            few ? 1 : Math.min(1, 2 * Math.min(share, 1 - share) + 1.0 / RESAMPLES),
            share > 0.5);
    return Optional.of(
        new Finding(
            finding.comparison,
            adjusted ->
                about
                    + ": it is at "
                    + text(at)
                    + ", and there in "
                    + Numbers.percent(share)
                    + " of the draws of "
                    + seeds.size()
                    + " seeds"
                    + (few ? "; that needs " + Median.NEEDED : "")));
  }

  private static Map<Long, Double> peakValues(VariantResult variant, Metric metric) {
    if (metric.kind() != Kind.ITERATIONS) {
      return values(variant, metric);
    }
    var values = new LinkedHashMap<Long, Double>();
    for (var trial : variant.trials()) {
      TargetObservations.of(variant, trial)
          .ifPresent(
              o ->
                  values.put(
                      trial.seed(), o.reached() ? o.iterations() : Double.POSITIVE_INFINITY));
    }
    return values;
  }

  private static double peakOf(
      Assertion.Peak claim, TreeMap<Double, Map<Long, Double>> values, List<Long> seeds) {
    double best = Double.NaN;
    double found = Double.NaN;
    for (var entry : values.entrySet()) {
      ToDoubleFunction<Long> of = entry.getValue()::get;
      double median = SampleMedian.of(seeds.stream().mapToDouble(of).toArray()).value();
      if (Double.isNaN(best) || (claim.largest() ? median > best : median < best)) {
        best = median;
        found = entry.getKey();
      }
    }
    return found;
  }

  private static Finding finding(
      String about,
      List<Integer> n,
      String effect,
      Estimate estimate,
      int needed,
      String test,
      double p,
      boolean asClaimed) {
    return worded(Evidence.comparison(about, n, effect, estimate, needed, test, p, p, asClaimed));
  }

  private static Finding worded(Comparison c) {
    var words = new StringBuilder(c.about()).append(": ").append(c.effect()).append(" is ");
    words.append(c.estimate() == null ? "unknown" : text(c.estimate()));
    if (c.low() != null || c.high() != null) {
      words
          .append(" (95 % ")
          .append(c.low() == null ? "–∞" : text(c.low()))
          .append(" – ")
          .append(c.high() == null ? "∞" : text(c.high()))
          .append(')');
    } else if (c.needs() != null) {
      words.append(" (an interval needs ").append(c.needs()).append(')');
    }
    return new Finding(
        c, adjusted -> words + ", " + Evidence.p(adjusted) + (adjusted == c.p() ? "" : " (Holm)"));
  }

  private static String text(double number) {
    return Numbers.significant(number, 4);
  }
}
