package org.descent.experiment.search.stopping;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
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
    var averages = new double[rungs.count()][];
    for (var variant : variants) {
      if (variant.canContinue() && variant.budget() < rungs.last()) {
        int rung = rungs.reached(variant.budget());
        if (averages[rung] == null) {
          averages[rung] = averages(variants, rungs.budget(rung));
        }
        if (good(variant, rungs.budget(rung), averages[rung])) {
          return Optional.of(new Continuation(variant.variant(), rungs.budget(rung + 1)));
        }
      }
    }
    return Optional.empty();
  }

  /** The average of each variant that came to {@code budget} up to there, ascending. */
  private double[] averages(List<VariantState> variants, int budget) {
    return variants.stream()
        .filter(v -> v.reached(budget))
        .mapToDouble(v -> mean(v, budget, false))
        .sorted()
        .toArray();
  }

  private boolean good(VariantState variant, int budget, double[] averages) {
    return averages.length - 1 < fewest
        || mean(variant, budget, true) <= medianWithout(mean(variant, budget, false), averages);
  }

  /** The median of {@code sorted} but for one {@code own}, which is among them. */
  private static double medianWithout(double own, double[] sorted) {
    int place = Arrays.binarySearch(sorted, own);
    IntToDoubleFunction others = i -> sorted[i < place ? i : i + 1];
    int count = sorted.length - 1;
    int half = count / 2;
    return count % 2 == 1
        ? others.applyAsDouble(half)
        : (others.applyAsDouble(half - 1) + others.applyAsDouble(half)) / 2;
  }

  private record Mean(MedianStopping rule, int budget, boolean best) {}

  /** The mean over trials of their best value or of their average up to {@code budget}. */
  private double mean(VariantState variant, int budget, boolean best) {
    return variant.derived(new Mean(this, budget, best), state -> meanOf(state, budget, best));
  }

  private double meanOf(VariantState variant, int budget, boolean best) {
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
