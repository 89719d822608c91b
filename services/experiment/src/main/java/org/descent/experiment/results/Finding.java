package org.descent.experiment.results;

import java.util.List;
import java.util.function.DoubleFunction;
import org.descent.experiment.results.ExperimentResult.Comparison;
import org.descent.experiment.statistics.Estimate;

/**
 * What was found for a claim, before its p-value is adjusted with those of the claim's others.
 *
 * @param words of it, given the adjusted one
 */
record Finding(Comparison comparison, DoubleFunction<String> words) {
  /** One that is told as its comparison has it. */
  static Finding of(Comparison c) {
    return of(c, c.estimate() == null ? "unknown" : text(c.estimate()));
  }

  private static Finding of(Comparison c, String estimate) {
    var words = new StringBuilder(c.about()).append(": ").append(c.effect()).append(" is ");
    words.append(estimate);
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

  /** The same of a comparison that consists of these, see {@link Evidence#comparison}. */
  static Finding of(
      String about,
      List<Integer> n,
      String effect,
      Estimate estimate,
      int needed,
      String test,
      double p,
      boolean asClaimed) {
    return of(
        Evidence.comparison(about, n, effect, estimate, needed, test, p, p, asClaimed),
        words(estimate));
  }

  /** A number, as far as it is known. */
  private static String words(Estimate estimate) {
    if (estimate.known()) {
      return text(estimate.atLeast());
    }
    boolean from = Double.isFinite(estimate.atLeast());
    boolean to = Double.isFinite(estimate.atMost());
    if (from && to) {
      return text(estimate.atLeast()) + " to " + text(estimate.atMost());
    }
    return from ? "> " + text(estimate.atLeast()) : to ? "< " + text(estimate.atMost()) : "unknown";
  }

  static String text(double number) {
    return Numbers.significant(number, 4);
  }
}
