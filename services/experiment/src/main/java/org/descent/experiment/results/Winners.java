package org.descent.experiment.results;

import java.util.List;
import java.util.Optional;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.ExperimentResult.VariantResult;
import org.descent.experiment.results.SearchResult.Arm;
import org.descent.experiment.results.SearchResult.Headline;

/**
 * What claims speak of: the variants of a grid, and of a search its winners with their trials from
 * fresh seeds, which no decision knew. Of all others it is known only because of how they came out.
 */
final class Winners {
  private Winners() {}

  /**
   * Those that claims speak of.
   *
   * @param search null where nothing is searched
   */
  static List<VariantResult> spokenOf(List<VariantResult> variants, SearchResult search) {
    return search == null
        ? variants
        : search.arms().stream().flatMap(arm -> winner(variants, arm).stream()).toList();
  }

  /** The winner in a place of the grid, called as that place; before it is known without trials. */
  private static Optional<VariantResult> winner(List<VariantResult> variants, Arm arm) {
    var name = arm.settings().isEmpty() ? "the winner" : "the winner of " + arm.label();
    return arm.headline() == null
        ? arm.variants().stream()
            .findFirst()
            .map(any -> variants.get(any.variant()).in(arm.settings(), name, List.of()))
        : Optional.of(
            variants
                .get(arm.headline().variant())
                .in(arm.settings(), name, fresh(variants, arm.headline())));
  }

  /** Its last trials. */
  private static List<TrialResult> fresh(List<VariantResult> variants, Headline headline) {
    var trials = variants.get(headline.variant()).trials();
    return trials.subList(trials.size() - headline.trials(), trials.size());
  }
}
