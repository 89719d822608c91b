package org.descent.experiment.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.End;
import org.descent.contracts.event.ReportPublished.VariantSummary;
import org.descent.experiment.Variant;

/** What the trials of a variant come to. */
public final class VariantSummaries {
  /**
   * How one trial ended.
   *
   * @param iterations the length of its curve; 0 if it was not trained
   */
  public record Ending(End end, int iterations) {}

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

  /**
   * Iterations to target: exhausted and diverged trials are censored at the variant's budget,
   * failed and cancelled ones were not observed and are left out.
   */
  public static List<Observation> observations(Variant variant, Collection<Ending> endings) {
    var observations = new ArrayList<Observation>();
    for (var ending : endings) {
      switch (ending.end()) {
        case CONVERGED -> observations.add(Observation.reached(ending.iterations()));
        case EXHAUSTED, DIVERGED ->
            observations.add(Observation.censored(variant.training().iterations()));
        case FAILED, CANCELLED -> {}
      }
    }
    return observations;
  }
}
