package org.descent.control.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.TrialId;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.Experiment;

/**
 * What is exported about one experiment: its variants one by one, of many the fastest and the rest
 * as one.
 */
final class ExperimentSeries {
  /** The most variants with series of their own. */
  static final int MAX_VARIANTS = 16;

  /** The label of the others together. */
  static final String OTHER = "_other";

  /** How many places the leaderboard has. */
  static final int RANKS = 10;

  /**
   * A trial on the leaderboard.
   *
   * @param ordinal that of its variant
   * @param variant what that is called
   */
  record Leader(int ordinal, String variant, long seed, int iterations, double loss) {}

  private static final Comparator<Leader> FASTEST =
      Comparator.comparingInt(Leader::iterations)
          .thenComparing(Leader::variant)
          .thenComparingLong(Leader::seed);

  private final String id;
  private final List<VariantSeries> variants = new ArrayList<>(); // by ordinal
  private final List<Leader> leaders = new ArrayList<>();
  private List<VariantSeries> ranked;

  ExperimentSeries(Experiment experiment) {
    id = experiment.id();
    grow(experiment);
    ranked = List.copyOf(variants);
  }

  /** Takes in the variants that a search has found since. */
  void grow(Experiment experiment) {
    int trials =
        experiment
            .search()
            .map(search -> search.arms().get(0).plan().replicates().atLeast())
            .orElse(experiment.seeds().size());
    var all = experiment.variants();
    all.subList(variants.size(), all.size())
        .forEach(variant -> variants.add(new VariantSeries(variant, trials)));
  }

  String id() {
    return id;
  }

  /** Looks again which variants are the fastest. */
  void rank() {
    variants.forEach(VariantSeries::rank);
    ranked = variants.stream().sorted(VariantSeries.FASTEST).toList();
  }

  /**
   * The fastest variants when it was last looked, the first one first; not more than have series.
   */
  List<VariantSeries> fastest() {
    return ranked.subList(0, Math.min(MAX_VARIANTS, ranked.size()));
  }

  /** All others as one; empty if there are none. */
  Optional<VariantSeries> others() {
    return ranked.size() <= MAX_VARIANTS
        ? Optional.empty()
        : Optional.of(VariantSeries.together(OTHER, ranked.subList(MAX_VARIANTS, ranked.size())));
  }

  /** The trials that converged first, at most {@link #RANKS}. */
  List<Leader> leaders() {
    return leaders;
  }

  void on(TrainingProgressed progress) {
    progress.forEach(
        (slice, values) ->
            variant(slice.trial())
                .ifPresent(v -> v.on(progress.metrics(), slice, values.curves())));
    for (var measured : progress.measured()) {
      variant(measured.trial()).ifPresent(v -> v.on(measured));
    }
  }

  void on(EvaluationEvent event) {
    if (event.variant() < 0 || event.variant() >= variants.size()) {
      return;
    }
    var variant = variants.get(event.variant());
    if (event instanceof TrialEvaluated evaluated) {
      var training = evaluated.training();
      if (training.paused()) {
        return; // it has not ended
      }
      variant.ended(event.trial(), training.end(), training.iterations());
      if (training.end() == End.CONVERGED) {
        lead(
            new Leader(
                event.variant(),
                variant.label(),
                event.seed(),
                training.iterations(),
                training.claimed().loss()));
      }
    } else {
      variant.ended(event.trial(), event.end(), 0);
    }
  }

  private void lead(Leader leader) {
    leaders.add(leader);
    leaders.sort(FASTEST);
    if (leaders.size() > RANKS) {
      leaders.remove(RANKS);
    }
  }

  private Optional<VariantSeries> variant(String trial) {
    return TrialId.parse(trial)
        .filter(id -> id.variant() < variants.size())
        .map(id -> variants.get(id.variant()));
  }
}
