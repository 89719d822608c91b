package org.descent.experiment.search.analysis;

import java.util.ArrayList;
import java.util.List;

/** By how much the best that is known so far falls short of the best there is. */
public final class Regret {
  private Regret() {}

  /**
   * A result as it came.
   *
   * @param cost in any unit, of this result alone: 1 to count trials, or iterations
   * @param score the smaller the better; NaN if nothing was measured
   */
  public record Result(double cost, double score) {}

  /**
   * A point of the curve, which falls in steps.
   *
   * @param cost of all results up to here
   */
  public record Step(double cost, double regret) {}

  /**
   * The regret after each result.
   *
   * @param best the score to compare with, for example the best of several searches
   */
  public static List<Step> of(List<Result> results, double best) {
    var steps = new ArrayList<Step>();
    double cost = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (var result : results) {
      cost += result.cost();
      lowest = result.score() < lowest ? result.score() : lowest;
      steps.add(new Step(cost, lowest - best));
    }
    return steps;
  }
}
