package org.descent.control.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.descent.control.plan.Experiments;
import org.descent.control.rest.Refused;
import org.descent.experiment.report.Findings;
import org.descent.experiment.report.Report;
import org.descent.experiment.results.Ledger;

/** Makes reports of what control knows and of the examples in the log. */
@ApplicationScoped
class Reports {
  private final Experiments experiments;
  private final TrainingExamples examples;

  Reports(Experiments experiments, TrainingExamples examples) {
    this.experiments = experiments;
    this.examples = examples;
  }

  /**
   * One report on {@code ids}, in this order.
   *
   * @param title empty: that of the first experiment
   * @throws Refused if one of them is not known
   */
  Report of(List<String> ids, String title) {
    var findings = new ArrayList<Findings>();
    for (var id : ids) {
      var known = experiments.ledger(id).map(Findings::of).orElseThrow(() -> Refused.unknown(id));
      var dataset =
          known
              .shown()
              .map(trial -> trial.training().dataset())
              .or(() -> experiments.ask(id, Ledger::dataset).flatMap(d -> d));
      findings.add(
          dataset
              .map(d -> known.with(d.rowsBySplit(), rows -> examples.of(d, rows)))
              .orElse(known));
    }
    return Report.of(title, findings);
  }
}
