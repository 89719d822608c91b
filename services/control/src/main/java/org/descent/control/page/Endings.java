package org.descent.control.page;

import java.util.ArrayList;
import java.util.List;
import org.descent.experiment.Variant;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.statistics.Observation;
import org.descent.experiment.statistics.VariantSummaries;

/**
 * Iterations to the target of all trials that have ended, in columns of one length.
 *
 * @param variants ordinals, ascending
 * @param iterations to the target, or those that it lies beyond
 * @param reached whether the target was reached
 */
public record Endings(List<Integer> variants, List<Integer> iterations, List<Boolean> reached) {
  static Endings of(Ledger ledger) {
    var trials = new VariantTrials(ledger.experiment(), ledger);
    var endings = new Endings(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (var variant : ledger.experiment().variants()) {
      if (!variant.training().targets().isEmpty()) {
        VariantSummaries.observations(variant, trials.endings(variant))
            .forEach(observed -> endings.add(variant, observed));
      }
    }
    return endings;
  }

  private void add(Variant variant, Observation observed) {
    variants.add(variant.ordinal());
    iterations.add(observed.iterations());
    reached.add(observed.reached());
  }
}
