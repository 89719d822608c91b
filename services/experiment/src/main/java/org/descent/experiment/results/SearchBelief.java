package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.descent.experiment.results.SearchTrace.Outcome;
import org.descent.experiment.results.SearchTrace.Tried;
import org.descent.experiment.search.observation.Objective.Goal;
import org.descent.experiment.search.stopping.Extrapolation;
import org.descent.experiment.search.stopping.LearningCurve;

/**
 * What a rule that extrapolates curves believed of the rest of one, and what came of it.
 *
 * @param variant its ordinal
 * @param from the last iteration that the belief knows
 * @param iterations at which the curve is known by now, ascending
 * @param values there, as they were measured
 * @param at iterations from {@code from} to the whole budget
 * @param low what the curve is believed to be above there with a probability of 95 %
 * @param median what it is as likely above as below
 * @param high what it is believed to be below with a probability of 95 %
 */
public record SearchBelief(
    int variant,
    int from,
    double[] iterations,
    double[] values,
    double[] at,
    double[] low,
    double[] median,
    double[] high) {
  private static final int MOST = 4;
  private static final int POINTS = 9;

  /** Of the best at the first rung, of others where they were held back. */
  static List<SearchBelief> of(Extrapolation rule, SearchTrace.Arm arm, SearchSummary search) {
    var told = new ArrayList<SearchBelief>();
    if (arm.best() != null) {
      of(rule, arm.best(), rule.rungs().budget(0), search).ifPresent(told::add);
    }
    boolean larger = rule.objective().goal() == Goal.MAXIMISE;
    var held =
        arm.variants().stream()
            .filter(v -> v.outcome() == Outcome.HELD_BACK && v.usable())
            .sorted(Comparator.comparing((Tried v) -> (larger ? -1 : 1) * v.values().get(0)))
            .toList();
    int others = Math.min(held.size(), MOST - told.size());
    for (int i = 0; i < others; i++) {
      var tried = held.get(others == 1 ? 0 : i * (held.size() - 1) / (others - 1));
      of(rule, tried.variant(), Integer.MAX_VALUE, search).ifPresent(told::add);
    }
    return told;
  }

  private static Optional<SearchBelief> of(
      Extrapolation rule, int variant, int until, SearchSummary search) {
    var trial = search.first(variant);
    return trial
        .map(t -> t.after(until))
        .flatMap(
            known ->
                rule.belief(known)
                    .map(
                        belief -> {
                          int from = known.iterations();
                          int last = rule.rungs().last();
                          var series = trial.get().metrics().get(rule.objective().metric());
                          var goal = rule.objective().goal();
                          double[] at =
                              IntStream.range(0, POINTS)
                                  .map(i -> from + (int) ((long) (last - from) * i / (POINTS - 1)))
                                  .distinct()
                                  .asDoubleStream()
                                  .toArray();
                          return new SearchBelief(
                              variant,
                              from,
                              IntStream.range(0, series.size())
                                  .mapToDouble(series::iteration)
                                  .toArray(),
                              IntStream.range(0, series.size())
                                  .mapToDouble(series::value)
                                  .toArray(),
                              at,
                              quantiles(belief, at, goal == Goal.MINIMISE ? 0.05 : 0.95, goal),
                              quantiles(belief, at, 0.5, goal),
                              quantiles(belief, at, goal == Goal.MINIMISE ? 0.95 : 0.05, goal));
                        }));
  }

  private static double[] quantiles(
      LearningCurve belief, double[] at, double probability, Goal goal) {
    return Arrays.stream(at)
        .map(i -> goal.smallerIsBetter(belief.quantile(probability, (int) i)))
        .toArray();
  }
}
