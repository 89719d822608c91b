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
    return of(Evidence.comparison(about, n, effect, estimate, needed, test, p, p, asClaimed));
  }

  static String text(double number) {
    return Numbers.significant(number, 4);
  }
}
