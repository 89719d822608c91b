package org.descent.experiment.results;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.descent.experiment.claim.Assertion;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.statistics.Estimate;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.SampleMedian;

/**
 * Along an axis the largest median lies somewhere: how often it does when seeds are drawn again.
 */
record ClaimedPeak(Assertion.Peak claim, Times times) {
  private static final String BOOTSTRAP = "bootstrap of seeds (Efron 1979), adjusted by Holm 1979";
  private static final int RESAMPLES = 4000;

  List<Finding> findings(List<VariantResult> variants) {
    return AxisLine.along(claim.axis(), variants).stream()
        .flatMap(line -> finding(line).stream())
        .toList();
  }

  private Optional<Finding> finding(AxisLine line) {
    var values = new TreeMap<Double, Map<Long, Double>>();
    var over = claim.over();
    line.variants()
        .subMap(over.low(), true, over.high(), true)
        .forEach((at, variant) -> values.put(at, values(variant)));
    if (values.size() < 2) {
      return Optional.empty();
    }
    var seeds =
        values.firstEntry().getValue().keySet().stream()
            .filter(seed -> values.values().stream().allMatch(v -> v.containsKey(seed)))
            .toList();
    if (seeds.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(finding(line.prefix() + about(), seeds, values));
  }

  private String which() {
    return claim.largest() ? "largest" : "smallest";
  }

  private String about() {
    var where = claim.where();
    return which()
        + " at "
        + claim.axis()
        + " "
        + Finding.text(where.low())
        + ".."
        + Finding.text(where.high())
        + (Double.isFinite(claim.over().low())
            ? " of " + Finding.text(claim.over().low()) + ".." + Finding.text(claim.over().high())
            : "");
  }

  private Finding finding(
      String about, List<Long> seeds, TreeMap<Double, Map<Long, Double>> values) {
    double at = peak(values, seeds);
    double share = there(values, seeds);
    boolean few = seeds.size() < Median.NEEDED;
    var comparison =
        Finding.of(
                about,
                List.of(seeds.size()),
                claim.axis() + " of the " + which() + " median",
                new Estimate(at, at, Optional.empty()),
                Median.NEEDED,
                BOOTSTRAP,
                few ? 1 : Math.min(1, 2 * Math.min(share, 1 - share) + 1.0 / RESAMPLES),
                share > 0.5)
            .comparison();
    var words =
        about
            + ": it is at "
            + Finding.text(at)
            + ", and there in "
            + Numbers.percent(share)
            + " of the draws of "
            + seeds.size()
            + " seeds"
            + (few ? "; that needs " + Median.NEEDED : "");
    return new Finding(comparison, adjusted -> words);
  }

  /** In which share of draws of as many seeds the peak lies where it should. */
  private double there(TreeMap<Double, Map<Long, Double>> values, List<Long> seeds) {
    var random = new SplittableRandom(1);
    int there = 0;
    for (int i = 0; i < RESAMPLES; i++) {
      var drawn = random.ints(seeds.size(), 0, seeds.size()).mapToObj(seeds::get).toList();
      there += claim.where().contains(peak(values, drawn)) ? 1 : 0;
    }
    return (double) there / RESAMPLES;
  }

  private double peak(TreeMap<Double, Map<Long, Double>> values, List<Long> seeds) {
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

  private Map<Long, Double> values(VariantResult variant) {
    return claim.metric().timed()
        ? times.numbers(claim.metric(), variant)
        : TrialMetrics.of(variant, claim.metric());
  }
}
