package org.descent.experiment.search.observation;

import java.util.HashMap;
import java.util.Map;
import org.descent.contracts.event.End;

/**
 * How one trial stands after a step of the search.
 *
 * @param seed the seed it is trained from
 * @param end {@link End#EXHAUSTED} if it used up the budget of that step: it may be continued
 * @param iterations it has had, from its start on
 * @param metrics name → its values from the start on; a metric that was not measured is missing
 */
public record TrialResult(long seed, End end, int iterations, Map<String, Series> metrics) {
  public TrialResult {
    metrics = Map.copyOf(metrics);
  }

  /** As it was when {@code budget} iterations were up. */
  public TrialResult after(int budget) {
    if (iterations <= budget) {
      return this;
    }
    var before = new HashMap<String, Series>();
    metrics.forEach((name, series) -> before.put(name, series.upTo(budget)));
    return new TrialResult(seed, End.EXHAUSTED, budget, before);
  }
}
