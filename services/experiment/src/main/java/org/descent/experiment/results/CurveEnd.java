package org.descent.experiment.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.descent.contracts.event.Metrics;
import org.descent.contracts.event.TrialEvaluated;
import org.descent.experiment.judge.Judge;

/** The end of a trial's curve beside what its trainer claims to have reached there. */
final class CurveEnd {
  private CurveEnd() {}

  /**
   * What the evaluator did not find, and what the curve does not end with, one line each. The curve
   * is looked at once it is there, and if its points are of all the training data.
   */
  static List<String> disagreements(TrialEvaluated judged, Curves curves) {
    var claim = judged.training();
    int last = claim.iterations();
    if (!claim.training().seesAll() || curves.iterations(claim.trial()) < last) {
      return judged.disagreements();
    }
    var all = new ArrayList<>(judged.disagreements());
    var claimed = claim.claimed();
    var shown =
        new Metrics(
            curves.at(claim.trial(), "loss", last).orElse(claimed.loss()),
            curves.at(claim.trial(), "accuracy", last).orElse(claimed.accuracy()),
            claimed.heads());
    Judge.disagreements(claimed, shown, claim.dataset().train(), Map.of()).stream()
        .map(line -> line.replace("found ", "its curve ends with "))
        .forEach(all::add);
    return all;
  }
}
