package org.descent.experiment.results;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.descent.contracts.event.ReportPublished.Quantile;
import org.descent.experiment.results.ExperimentResult.Claim;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.ExperimentResult.Verdict;

/** Whether the medians of iterations to target stand in the order of the published numbers. */
final class MedianOrder {
  private MedianOrder() {}

  /**
   * The claim.
   *
   * @param variants two or more, each with a published number
   */
  static Claim claim(List<VariantResult> variants) {
    var ascending =
        variants.stream().sorted(Comparator.comparing(VariantResult::reported)).toList();
    boolean violated = false;
    boolean decided = true;
    for (int i = 1; i < ascending.size(); i++) {
      double before = median(ascending.get(i - 1));
      double after = median(ascending.get(i));
      violated |= after < before;
      decided &= before < after;
    }
    return new Claim(
        "order-of-medians",
        "The medians of iterations to target stand in the order of the published single runs.",
        violated ? Verdict.DOES_NOT_HOLD : decided ? Verdict.HOLDS : Verdict.UNDECIDED,
        ascending.stream().map(MedianOrder::text).collect(Collectors.joining(" · ")));
  }

  /** NaN while there is none: neither below nor above another. */
  private static double median(VariantResult variant) {
    return quantile(variant)
        .map(q -> q.reached() ? q.iterations() : Double.POSITIVE_INFINITY)
        .orElse(Double.NaN);
  }

  private static Optional<Quantile> quantile(VariantResult variant) {
    return variant.summary().quantiles().stream().filter(q -> q.probability() == 0.5).findFirst();
  }

  private static String text(VariantResult variant) {
    var median =
        quantile(variant)
            .map(q -> String.format(Locale.ROOT, q.reached() ? "%.1f" : "> %.0f", q.iterations()))
            .orElse("none yet");
    return variant.label() + ": " + median + " (published " + variant.reported() + ")";
  }
}
