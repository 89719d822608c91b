package org.descent.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.TrialId;
import org.descent.contracts.event.End;
import org.descent.contracts.event.EvaluationEvent;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.Experiment;

/** What is exported about one experiment: its variants one by one, the rest of many as one. */
final class ExperimentSeries {
  /** The most variants with series of their own. */
  static final int MAX_VARIANTS = 16;

  /** The label of the others together. */
  static final String OTHER = "_other";

  /** How many places the leaderboard has. */
  static final int RANKS = 10;

  /** A trial on the leaderboard. */
  record Leader(String variant, long seed, int iterations, double loss) {}

  private static final Comparator<Leader> FASTEST =
      Comparator.comparingInt(Leader::iterations)
          .thenComparing(Leader::variant)
          .thenComparingLong(Leader::seed);

  private final String id;
  private final Map<Integer, VariantSeries> byOrdinal = new LinkedHashMap<>();
  private final List<VariantSeries> variants = new ArrayList<>();
  private final List<Leader> leaders = new ArrayList<>();

  ExperimentSeries(Experiment experiment) {
    id = experiment.id();
    VariantSeries other = null;
    for (var variant : experiment.variants()) {
      VariantSeries series;
      if (byOrdinal.size() < MAX_VARIANTS) {
        series = new VariantSeries(variant.label());
        variants.add(series);
      } else {
        if (other == null) {
          other = new VariantSeries(OTHER);
          variants.add(other);
        }
        series = other;
      }
      series.expect(experiment.seeds().size());
      byOrdinal.put(variant.ordinal(), series);
    }
  }

  String id() {
    return id;
  }

  List<VariantSeries> variants() {
    return variants;
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
  }

  void on(EvaluationEvent event) {
    var variant = byOrdinal.get(event.variant());
    if (variant == null) {
      return;
    }
    variant.ended(event.trial(), event.end());
    if (event instanceof TrialEvaluated evaluated && event.end() == End.CONVERGED) {
      leaders.add(
          new Leader(
              variant.label(),
              event.seed(),
              evaluated.training().iterations(),
              evaluated.training().claimed().loss()));
      leaders.sort(FASTEST);
      if (leaders.size() > RANKS) {
        leaders.remove(RANKS);
      }
    }
  }

  /** The label of the variant with this ordinal. */
  Optional<String> label(int ordinal) {
    return Optional.ofNullable(byOrdinal.get(ordinal)).map(VariantSeries::label);
  }

  private Optional<VariantSeries> variant(String trial) {
    return TrialId.parse(trial).map(id -> byOrdinal.get(id.variant()));
  }
}
