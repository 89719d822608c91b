package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.descent.experiment.claim.Assertion;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.statistics.Estimate;
import org.descent.experiment.statistics.Median;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.PairedComparison;
import org.descent.experiment.statistics.SampleMedian;

/** A variant's median lies between numbers: sign tests of its trials against them. */
record ClaimedMedian(Assertion.Within claim, Times times) {
  /**
   * How the trials of a variant lie to a number.
   *
   * @param median of all of them
   */
  private record Sides(int above, int below, int n, Estimate median) {}

  List<Finding> findings(List<VariantResult> variants) {
    var findings = new ArrayList<Finding>();
    for (var variant : variants) {
      var bounds = claim.limits().of(variant.settings());
      for (boolean low : new boolean[] {true, false}) {
        double bound = low ? bounds.low() : bounds.high();
        if (Double.isFinite(bound)) {
          finding(variant, bound, low).ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  /** It is neither above nor below the number if about half of the trials are. */
  private Optional<Finding> finding(VariantResult variant, double bound, boolean claimedAbove) {
    return (claim.metric().timed() ? ofIterations(variant, bound) : ofValues(variant, bound))
        .map(
            found ->
                Finding.of(
                    variant.label() + (claimedAbove ? " above " : " below ") + Finding.text(bound),
                    List.of(found.n),
                    "median of " + claim.metric().text(),
                    found.median,
                    Median.NEEDED,
                    Evidence.SIGN_TEST,
                    PairedComparison.signTest(found.above, found.below),
                    claimedAbove ? found.above > found.below : found.below > found.above));
  }

  private Optional<Sides> ofIterations(VariantResult variant, double bound) {
    var observations = List.copyOf(times.of(claim.metric(), variant).values());
    if (observations.isEmpty()) {
      return Optional.empty();
    }
    int above = 0;
    int below = 0;
    for (var o : observations) {
      above += beyond(o, bound) ? 1 : 0;
      below += o.reached() && o.iterations() < bound ? 1 : 0;
    }
    var median = Median.of(observations);
    var estimate = new Estimate(median.atLeast(), median.iterations(), median.interval());
    return Optional.of(new Sides(above, below, observations.size(), estimate));
  }

  private Optional<Sides> ofValues(VariantResult variant, double bound) {
    double[] values = TrialMetrics.all(variant, claim.metric());
    if (values.length == 0) {
      return Optional.empty();
    }
    int above = (int) Arrays.stream(values).filter(v -> v > bound).count();
    int below = (int) Arrays.stream(values).filter(v -> v < bound).count();
    var median = SampleMedian.of(values);
    var estimate = new Estimate(median.value(), median.value(), median.interval());
    return Optional.of(new Sides(above, below, values.length, estimate));
  }

  private static boolean beyond(Observation o, double bound) {
    return o.reached() ? o.after() >= bound : o.iterations() >= bound;
  }
}
