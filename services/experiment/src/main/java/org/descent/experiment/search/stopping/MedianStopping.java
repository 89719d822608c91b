package org.descent.experiment.search.stopping;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.observation.Objective;
import org.descent.experiment.search.observation.Series;
import org.descent.experiment.search.observation.VariantState;

/**
 * The median rule of Vizier (Golovin et al. 2017): at a rung, a variant goes on unless its best
 * value so far is worse than the median of the others' averages up to there. Who is held back goes
 * on after all if the median comes to allow it.
 *
 * @param fewest others that must have come to the rung before anybody is held back, 1 or more
 */
public record MedianStopping(Rungs rungs, int fewest, Objective objective) implements OnRungs {
  public MedianStopping {
    InvalidSpec.unless(fewest >= 1, "median among %d, expected 1 or more", fewest);
  }

  @Override
  public Optional<Continuation> next(List<VariantState> variants) {
    for (var variant : variants) {
      if (variant.canContinue() && variant.budget() < rungs.last()) {
        int rung = rungs.reached(variant.budget());
        if (good(variant, rungs.budget(rung), variants)) {
          return Optional.of(new Continuation(variant.variant(), rungs.budget(rung + 1)));
        }
      }
    }
    return Optional.empty();
  }

  private boolean good(VariantState variant, int budget, List<VariantState> variants) {
    double[] averages =
        variants.stream()
            .filter(v -> v.variant() != variant.variant() && v.reached(budget))
            .mapToDouble(v -> mean(v, budget, false))
            .sorted()
            .toArray();
    return averages.length < fewest || mean(variant, budget, true) <= median(averages);
  }

  private static double median(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The mean over trials of their best value or of their average up to {@code budget}. */
  private double mean(VariantState variant, int budget, boolean best) {
    return variant.results().stream()
        .mapToDouble(
            trial -> {
              var series = trial.metrics().get(objective.metric());
              if (series == null || !objective.of(trial.after(budget)).usable()) {
                return Double.POSITIVE_INFINITY;
              }
              double[] values = values(series.upTo(budget));
              var stream = Arrays.stream(values);
              return (best ? stream.min() : stream.average()).orElseThrow();
            })
        .average()
        .orElseThrow();
  }

  private double[] values(Series series) {
    var values = new double[series.size()];
    Arrays.setAll(values, i -> objective.goal().smallerIsBetter(series.value(i)));
    return values;
  }
}
