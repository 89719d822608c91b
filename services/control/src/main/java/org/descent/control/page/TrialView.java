package org.descent.control.page;

import java.util.List;
import java.util.stream.Stream;
import org.descent.contracts.Ids;
import org.descent.experiment.Experiment;
import org.descent.experiment.Variant;
import org.descent.experiment.results.ExperimentResult.TrialResult;
import org.descent.experiment.results.Ledger;
import org.descent.experiment.spec.ValueWords;

/**
 * One trial in full.
 *
 * @param fold the one that validates it, from 1; 0 where there are none
 * @param iterations known so far
 * @param metrics of its curve
 * @param snapshots iterations whose weights were published; the last one is the end
 * @param result null while it is under way
 */
public record TrialView(
    String experiment,
    String trial,
    int variant,
    String label,
    long seed,
    int fold,
    int budget,
    int iterations,
    List<String> metrics,
    List<Integer> snapshots,
    TrialResult result) {
  static TrialView of(Experiment experiment, Ledger ledger, Variant variant, long seed) {
    var trial = Ids.trial(experiment.id(), variant.ordinal(), seed);
    var result = ledger.result(trial);
    return new TrialView(
        experiment.id(),
        trial,
        variant.ordinal(),
        ValueWords.told(variant),
        seed,
        experiment.split().fold(seed),
        variant.training().iterations(),
        ledger.curves().iterations(trial),
        ledger.curves().allMetrics(trial),
        result
            .filter(r -> r.model() != null)
            .map(r -> snapshots(variant, r.iterations()))
            .orElse(List.of()),
        result.orElse(null));
  }

  private static List<Integer> snapshots(Variant variant, int end) {
    return Stream.concat(
            variant.training().snapshots().stream().filter(i -> i < end), Stream.of(end))
        .toList();
  }
}
