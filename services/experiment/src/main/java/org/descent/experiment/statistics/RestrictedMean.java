package org.descent.experiment.statistics;

import java.util.Collection;

/**
 * The mean of iterations to target, each counted up to a horizon at most: the area under the
 * Kaplan–Meier estimate (Irwin 1949), which needs no trial to have reached its target. Its variance
 * is that of Meier 1975.
 *
 * @param horizon up to where iterations count
 * @param iterations the restricted mean
 * @param standardError of {@code iterations}
 */
public record RestrictedMean(int horizon, double iterations, double standardError) {
  /**
   * The restricted mean of {@code observations}.
   *
   * @param horizon from 1 to the longest that any trial was observed, unless all reached the target
   */
  public static RestrictedMean of(Collection<Observation> observations, int horizon) {
    int longest = observations.stream().mapToInt(Observation::iterations).max().orElse(0);
    boolean allKnown = observations.stream().allMatch(Observation::reached);
    if (horizon < 1 || observations.isEmpty() || (horizon > longest && !allKnown)) {
      throw new IllegalArgumentException(
          "horizon " + horizon + " of trials that were observed for " + longest + " at most");
    }
    var steps =
        KaplanMeier.of(observations).steps().stream()
            .filter(s -> s.iteration() <= horizon)
            .toList();
    double area = 0;
    double variance = 0;
    double end = horizon;
    for (int i = steps.size() - 1; i >= 0; i--) {
      var step = steps.get(i);
      area += step.survival() * (end - step.iteration());
      end = step.iteration();
      double left = (double) step.atRisk() - step.reached();
      variance += left == 0 ? 0 : area * area * step.reached() / (step.atRisk() * left);
    }
    return new RestrictedMean(horizon, area + end, Math.sqrt(variance));
  }

  /** Its interval of 95 %, by the normal distribution: for dozens of trials, not for a few. */
  public Interval interval() {
    double half = Normal.quantile((1 + Interval.CONFIDENCE) / 2) * standardError;
    return new Interval(iterations - half, iterations + half).within(new Interval(0, horizon));
  }
}
