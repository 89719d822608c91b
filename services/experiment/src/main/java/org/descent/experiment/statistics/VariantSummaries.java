package org.descent.experiment.statistics;

import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished.VariantSummary;
import org.descent.experiment.Variant;

/** What the trials of a variant come to. */
public final class VariantSummaries {
  /**
   * How one trial ended.
   *
   * @param iterations the length of its curve; 0 if it was not trained
   * @param after of a trial that converged by a measurement of a split, the iteration of the one
   *     before; null where each iteration was judged
   */
  public record Ending(End end, int iterations, Integer after, boolean heldBack) {
    /** Of a trial that was judged at each iteration. */
    public Ending(End end, int iterations) {
      this(end, iterations, null);
    }

    /** Of a trial that nobody held back. */
    public Ending(End end, int iterations, Integer after) {
      this(end, iterations, after, false);
    }
  }

  private VariantSummaries() {}

  /**
   * The summary of {@code variant}.
   *
   * @param trials number of trials planned, ended or not
   * @param endings of the trials that have ended
   */
  public static VariantSummary of(Variant variant, int trials, Collection<Ending> endings) {
    Map<End, Integer> ends = new EnumMap<>(End.class);
    endings.forEach(e -> ends.merge(e.end(), 1, Integer::sum));
    return new VariantSummary(
        variant.ordinal(),
        variant.label(),
        variant.settings(),
        trials,
        ends,
        Quantiles.of(observations(variant, endings)));
  }

  /** Iterations to target of those trials that say something about them. */
  public static List<Observation> observations(Variant variant, Collection<Ending> endings) {
    return endings.stream()
        .map(e -> observation(e, variant.training().iterations()))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * Iterations to target: an exhausted or diverged trial is censored at its budget, one that was
   * given up before at its end, a failed or cancelled one was not observed. One that a search held
   * back was not either: it was held back for what it came to, which a censored observation must
   * not be.
   *
   * @param budget the most iterations that it may take
   */
  public static Optional<Observation> observation(Ending ending, int budget) {
    if (ending.heldBack()) {
      return Optional.empty();
    }
    return switch (ending.end()) {
      case CONVERGED ->
          Optional.of(
              ending.after() == null
                  ? Observation.reached(ending.iterations())
                  : Observation.between(ending.after(), ending.iterations()));
      case EXHAUSTED -> Optional.of(Observation.censored(Math.min(ending.iterations(), budget)));
      case DIVERGED -> Optional.of(Observation.censored(budget));
      case FAILED, CANCELLED -> Optional.empty();
    };
  }
}
