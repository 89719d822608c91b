package org.descent.experiment.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * The share of trials still short of their target after so many iterations: the product-limit
 * estimator of Kaplan &amp; Meier 1958, with Greenwood's variance (1926) and pointwise bands on the
 * log(-log) scale (Kalbfleisch &amp; Prentice 1980), which stay within [0, 1].
 *
 * @param steps at every iteration count where a target was reached, ascending
 * @param confidence of the bands, for example 0.95
 */
public record KaplanMeier(List<Step> steps, double confidence) {
  /**
   * The estimate from this iteration on, until the next step.
   *
   * @param atRisk trials not ended before {@code iteration}
   * @param reached trials that reached their target at {@code iteration}
   * @param survival estimated share of trials that need more than {@code iteration} iterations
   * @param variance of {@code survival}, by Greenwood's formula
   * @param low end of the band; both ends equal {@code survival} where it is 0
   * @param high end of the band
   */
  public record Step(
      int iteration,
      int atRisk,
      int reached,
      double survival,
      double variance,
      double low,
      double high) {}

  public KaplanMeier {
    steps = List.copyOf(steps);
  }

  /** The estimate with bands of 95 %. */
  public static KaplanMeier of(Collection<Observation> observations) {
    return of(observations, Interval.CONFIDENCE);
  }

  /**
   * The estimate. A trial censored at an iteration where others reach their target counts as at
   * risk there.
   *
   * @param confidence in (0, 1)
   */
  public static KaplanMeier of(Collection<Observation> observations, double confidence) {
    double z = Normal.quantile((1 + confidence) / 2);
    var reached = new TreeMap<Integer, Integer>();
    var ended = new TreeMap<Integer, Integer>();
    for (var observation : observations) {
      ended.merge(observation.iterations(), 1, Integer::sum);
      if (observation.reached()) {
        reached.merge(observation.iterations(), 1, Integer::sum);
      }
    }
    var steps = new ArrayList<Step>();
    int atRisk = observations.size();
    double survival = 1;
    double greenwood = 0; // Σ d / (n (n - d))
    for (var end : ended.entrySet()) {
      int d = reached.getOrDefault(end.getKey(), 0);
      if (d > 0) {
        survival *= 1 - (double) d / atRisk;
        greenwood += (double) d / ((double) atRisk * (atRisk - d));
        steps.add(step(end.getKey(), atRisk, d, survival, greenwood, z));
      }
      atRisk -= end.getValue();
    }
    return new KaplanMeier(steps, confidence);
  }

  /** Estimated share of trials that need more than {@code iterations} iterations. */
  public double survival(int iterations) {
    double survival = 1;
    for (var step : steps) {
      if (step.iteration() > iterations) {
        break;
      }
      survival = step.survival();
    }
    return survival;
  }

  private static Step step(
      int iteration, int atRisk, int reached, double survival, double greenwood, double z) {
    if (reached == atRisk) {
      return new Step(iteration, atRisk, reached, 0, 0, 0, 0);
    }
    // S^exp(±z·σ), σ² = greenwood / ln² S
    double factor = Math.exp(z * Math.sqrt(greenwood) / Math.abs(Math.log(survival)));
    return new Step(
        iteration,
        atRisk,
        reached,
        survival,
        survival * survival * greenwood,
        Math.pow(survival, factor),
        Math.pow(survival, 1 / factor));
  }
}
