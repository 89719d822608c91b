package org.descent.experiment.search;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.descent.experiment.search.Step.Start;
import org.descent.experiment.search.observation.TrialResult;

/**
 * What the log says of a search: which steps it took, and what came of those that are done.
 *
 * @param steps in order
 * @param results number of a step → its trials, as they stood when it was done
 */
public record Observed(List<Start> steps, Map<Integer, List<TrialResult>> results) {
  /** Of a search that has not begun. */
  public static final Observed NOTHING = new Observed(List.of(), Map.of());

  public Observed {
    steps = List.copyOf(steps);
    results = Map.copyOf(results);
  }

  /** The same, and one more step. */
  public Observed and(Start step) {
    var more = new ArrayList<>(steps);
    more.add(step);
    return new Observed(more, results);
  }

  /** The same, and what came of a step. Told again, it changes nothing: the first result stays. */
  public Observed and(int step, List<TrialResult> trials) {
    var more = new HashMap<>(results);
    more.putIfAbsent(step, List.copyOf(trials));
    return new Observed(steps, more);
  }

  Optional<List<TrialResult>> result(int step) {
    return Optional.ofNullable(results.get(step));
  }
}
