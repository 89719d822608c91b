package org.descent.control.page;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.Variant;
import org.descent.experiment.spec.ValueWords;

/**
 * One trial in a list.
 *
 * @param fold the one that validates it, from 1; 0 where there are none
 * @param end null while it is under way
 * @param loss on the training split at the end, or null
 * @param accuracy the same
 */
public record TrialRow(
    String trial,
    int variant,
    String label,
    long seed,
    int fold,
    End end,
    int iterations,
    Double loss,
    Double accuracy) {
  static TrialRow of(VariantTrials trials, Variant variant, long seed) {
    var trial = trials.trial(variant, seed);
    var ended = trials.ledger().end(trial);
    var curves = trials.ledger().curves();
    var train =
        ended
            .filter(TrialEvaluated.class::isInstance)
            .map(e -> ((TrialEvaluated) e).splits().get("train"));
    return new TrialRow(
        trial,
        variant.ordinal(),
        ValueWords.told(variant),
        seed,
        trials.experiment().split().fold(seed),
        ended.map(EvaluationEvent::end).orElse(null),
        ended.map(e -> curves.iterations(e)).orElseGet(() -> curves.iterations(trial)),
        train.map(m -> finite(m.loss())).orElse(null),
        train.map(m -> finite(m.accuracy())).orElse(null));
  }

  boolean ended(String word) {
    return word.equals(end == null ? "running" : end.name().toLowerCase(Locale.ROOT));
  }

  /** How rows are sorted; empty for an unknown {@code word}. */
  static Optional<Comparator<TrialRow>> order(String word) {
    Comparator<Double> last = Comparator.nullsLast(Comparator.naturalOrder());
    return switch (word) {
      case "seed" -> Optional.of(Comparator.comparingInt(TrialRow::variant));
      case "iterations" -> Optional.of(Comparator.comparingInt(TrialRow::iterations));
      case "loss" -> Optional.of(Comparator.comparing(TrialRow::loss, last));
      case "accuracy" -> Optional.of(Comparator.comparing(TrialRow::accuracy, last));
      default -> Optional.empty();
    };
  }

  private static Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
