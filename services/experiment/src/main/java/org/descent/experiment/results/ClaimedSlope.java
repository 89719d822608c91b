package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.descent.experiment.claim.Assertion;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.statistics.Estimate;
import org.descent.experiment.statistics.Interval;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.PairedComparison;
import org.descent.experiment.statistics.SampleMedian;

/**
 * The exponent of a power, or a growth, lies between numbers. Every seed has one, the slope of the
 * line of least squares through the logarithms of its trials; those are tested against the numbers
 * by signs.
 */
record ClaimedSlope(Assertion.Slope claim, Times times) {
  List<Finding> findings(List<VariantResult> variants) {
    var findings = new ArrayList<Finding>();
    var looked = claim.best().isEmpty() ? variants : best(variants);
    for (var line : AxisLine.along(claim.axis(), claim.best(), looked)) {
      var slopes = slopes(line);
      for (boolean low : new boolean[] {true, false}) {
        double bound = low ? claim.bounds().low() : claim.bounds().high();
        if (Double.isFinite(bound) && !slopes.isEmpty()) {
          findings.add(finding(line.prefix(), slopes, bound, low));
        }
      }
    }
    return findings;
  }

  /** Of variants that differ in one axis alone the best. */
  private List<VariantResult> best(List<VariantResult> variants) {
    var best = new LinkedHashMap<Map<String, String>, VariantResult>();
    for (var variant : variants) {
      var others = new LinkedHashMap<>(variant.settings());
      others.remove(claim.best());
      best.merge(others, variant, (one, other) -> worth(other) > worth(one) ? other : one);
    }
    return List.copyOf(best.values());
  }

  /** The median, its sign such that more is better; of nothing −∞. */
  private double worth(VariantResult variant) {
    double[] values =
        claim.metric().timed()
            ? times.numbers(claim.metric(), variant).values().stream().mapToDouble(v -> v).toArray()
            : TrialMetrics.all(variant, claim.metric());
    if (values.length == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double median = SampleMedian.of(values).value();
    return claim.metric().rises() ? median : -median;
  }

  private Finding finding(String prefix, List<Interval> slopes, double bound, boolean above) {
    int over = (int) slopes.stream().filter(slope -> slope.low() > bound).count();
    int under = (int) slopes.stream().filter(slope -> slope.high() < bound).count();
    return Finding.of(
        prefix + (above ? "above " : "below ") + Finding.text(bound),
        List.of(slopes.size()),
        claim.word() + " of " + claim.metric().text() + " along " + claim.axis(),
        median(slopes),
        Median.NEEDED,
        Evidence.SIGN_TEST,
        PairedComparison.signTest(over, under),
        above ? over > under : under > over);
  }

  /** As far as it is known. */
  private static Estimate median(List<Interval> slopes) {
    return Estimate.median(
        slopes.stream().mapToDouble(Interval::low).toArray(),
        slopes.stream().mapToDouble(Interval::high).toArray());
  }

  /** What is known of each seed's slope. */
  private List<Interval> slopes(AxisLine line) {
    var bySeed = new TreeMap<Double, Map<Long, Interval>>();
    line.variants().subMap(claim.over().low(), true, claim.over().high(), true).entrySet().stream()
        .forEach(point -> bySeed.put(place(point.getKey()), logarithms(point.getValue())));
    if (bySeed.size() < 2) {
      return List.of();
    }
    return bySeed.firstEntry().getValue().keySet().stream()
        .filter(seed -> bySeed.values().stream().allMatch(values -> values.containsKey(seed)))
        .map(seed -> slope(bySeed, seed))
        .toList();
  }

  private double place(double value) {
    return claim.power() ? Math.log(value) : value;
  }

  private static Interval slope(TreeMap<Double, Map<Long, Interval>> points, long seed) {
    double mean = points.keySet().stream().mapToDouble(x -> x).average().getAsDouble();
    double square = points.keySet().stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    double low = 0;
    double high = 0;
    for (var point : points.entrySet()) {
      double share = (point.getKey() - mean) / square;
      var y = point.getValue().get(seed);
      if (share != 0) {
        low += share * (share > 0 ? y.low() : y.high());
        high += share * (share > 0 ? y.high() : y.low());
      }
    }
    return new Interval(low, high);
  }

  /** Of what a variant's trials came to, seed by seed, as far as it is known. */
  private Map<Long, Interval> logarithms(VariantResult variant) {
    var logarithms = new HashMap<Long, Interval>();
    if (claim.metric().timed()) {
      times
          .of(claim.metric(), variant)
          .forEach(
              (seed, o) ->
                  logarithms.put(
                      seed,
                      o.reached()
                          ? new Interval(Math.log(o.after() + 1.0), Math.log(o.iterations()))
                          : new Interval(
                              Math.log(o.iterations() + 1.0), Double.POSITIVE_INFINITY)));
    } else {
      TrialMetrics.of(variant, claim.metric())
          .forEach((seed, value) -> logarithms.put(seed, logarithm(value)));
    }
    return logarithms;
  }

  /** That of what is no number above 0 is not known. */
  private static Interval logarithm(double value) {
    return value > 0 && Double.isFinite(value)
        ? new Interval(Math.log(value), Math.log(value))
        : new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }
}
