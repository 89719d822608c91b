package org.descent.experiment.search.stopping;

import java.util.List;
import java.util.Optional;
import org.descent.contracts.InvalidSpec;
import org.descent.experiment.search.observation.MetricObjective;
import org.descent.experiment.search.observation.Series;
import org.descent.experiment.search.observation.TrialResult;
import org.descent.experiment.search.observation.VariantState;

/**
 * Stops what will hardly become the best (Domhan, Springenberg &amp; Hutter 2015): at a rung, a
 * variant goes on if its curve, extrapolated to the whole budget, ends better than the best that is
 * known with a probability of {@code chance} at least. The mean over its trials counts.
 *
 * @param chance for example 0.05
 */
public record Extrapolation(Rungs rungs, double chance, MetricObjective objective)
    implements OnRungs {
  public Extrapolation {
    InvalidSpec.unless(
        chance > 0 && chance < 1, "chance %s, expected a number between 0 and 1", chance);
  }

  @Override
  public Optional<Continuation> next(List<VariantState> variants) {
    double best =
        variants.stream()
            .filter(v -> v.reached(rungs.last()))
            .mapToDouble(v -> v.score(objective).value())
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    for (var variant : variants) {
      if (variant.canContinue()
          && variant.budget() < rungs.last()
          && (best == Double.POSITIVE_INFINITY || chanceOfBetter(variant, best) >= chance)) {
        int rung = rungs.reached(variant.budget());
        return Optional.of(new Continuation(variant.variant(), rungs.budget(rung + 1)));
      }
    }
    return Optional.empty();
  }

  /**
   * The probability that {@code variant} ends better than {@code best}; 1 if too little is known.
   */
  double chanceOfBetter(VariantState variant, double best) {
    return variant.derived(new Chance(this, best), state -> chance(state, best));
  }

  private record Chance(Extrapolation rule, double best) {}

  private double chance(VariantState variant, double best) {
    return variant.results().stream()
        .mapToDouble(
            trial ->
                belief(trial)
                    .map(belief -> belief.below(best, rungs.last()))
                    .orElse(objective.of(trial).usable() ? 1.0 : 0.0))
        .average()
        .orElseThrow();
  }

  /**
   * What is believed of the rest of a trial's curve, its sign turned if the larger is the better.
   */
  public Optional<LearningCurve> belief(TrialResult trial) {
    var series = trial.metrics().get(objective.metric());
    return objective.of(trial).usable()
            && series.size() >= LearningCurve.FEWEST_POINTS
            && series.isFinite()
        ? Optional.of(LearningCurve.after(signed(series)))
        : Optional.empty();
  }

  private Series signed(Series series) {
    var iterations = new int[series.size()];
    var values = new double[series.size()];
    for (int i = 0; i < iterations.length; i++) {
      iterations[i] = series.iteration(i);
      values[i] = objective.goal().smallerIsBetter(series.value(i));
    }
    return new Series(iterations, values);
  }
}
