package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.descent.contracts.event.End;
import org.descent.experiment.claim.Assertion;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.statistics.Estimate;

/** So many of a variant's trials end in some way: exact binomial tests. */
record ClaimedShare(Assertion.Share claim) {
  private static final String BINOMIAL = "exact binomial test, adjusted by Holm 1979";

  List<Finding> findings(List<VariantResult> variants) {
    var findings = new ArrayList<Finding>();
    for (var variant : variants) {
      for (boolean low : new boolean[] {true, false}) {
        if (!variant.trials().isEmpty() && says(low)) {
          findings.add(finding(variant, low));
        }
      }
    }
    return findings;
  }

  /** Whether there is such a bound, and one that a share could lie beyond. */
  private boolean says(boolean low) {
    var bounds = claim.bounds();
    boolean trivial =
        low
            ? bounds.low() <= 0 && bounds.lowIncluded()
            : bounds.high() >= 1 && bounds.highIncluded();
    return Double.isFinite(low ? bounds.low() : bounds.high()) && !trivial;
  }

  private Finding finding(VariantResult variant, boolean low) {
    double bound = low ? claim.bounds().low() : claim.bounds().high();
    int n = variant.trials().size();
    int k = (int) variant.trials().stream().filter(t -> t.end() == claim.end()).count();
    double share = (double) k / n;
    return Finding.of(
        variant.label() + (low ? " above " : " below ") + Numbers.percent(bound),
        List.of(n),
        "share of trials that " + word(claim.end()),
        new Estimate(share, share, Optional.of(PublishedRuns.share(k, n))),
        1,
        BINOMIAL,
        binomial(k, n, bound),
        low ? share > bound : share < bound);
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
}
