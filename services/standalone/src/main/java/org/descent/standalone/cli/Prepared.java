package org.descent.standalone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Reason;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.Location;
import org.descent.experiment.Experiment;
import org.descent.experiment.data.DataSources;
import org.descent.experiment.data.prepare.PreparedExamples;
import org.descent.experiment.plan.Examination;
import org.descent.experiment.plan.Planner;
import org.descent.experiment.plan.Sizing;
import org.descent.transport.DatasetRows;

/**
 * An experiment with its data at hand, as the pipeline would prepare and plan it.
 *
 * @param experiment on these very data
 * @param dataset as the dataset-loader would announce it, but for its place in the log
 */
record Prepared(Experiment experiment, DatasetPrepared dataset, List<CohortPlanned> cohorts) {
  /**
   * Loads the data of {@code experiment} and plans on it.
   *
   * @throws UserMistake naming the experiment if it does not go with its data
   * @throws TooLarge naming the experiment if the data do not fit into memory
   */
  static Prepared of(Experiment experiment, Sizing sizing) {
    try {
      var base = Path.of("").toAbsolutePath().getRoot();
      var source = DataSources.open(experiment.data(), base);
      var folds = new ArrayList<DatasetPrepared>();
      for (int fold = 1; fold <= experiment.split().ways(); fold++) {
        folds.add(announced(experiment, Examination.of(experiment, source, fold)));
      }
      var first = folds.get(0);
      var own = experiment.on(first.sha256());
      var dataset = first.with(folds.subList(1, folds.size()));
      return new Prepared(own, dataset, Planner.plan(own, dataset, sizing));
    } catch (InvalidSpec e) {
      throw new UserMistake(experiment.name() + ": " + e.getMessage());
    } catch (OutOfMemoryError e) {
      throw new TooLarge(experiment.name() + ": its data do not fit here: " + Reason.of(e));
    }
  }

  private static DatasetPrepared announced(Experiment experiment, PreparedExamples prepared) {
    var split = prepared.split();
    var rows = DatasetRows.of(split.all());
    return rows.prepared(
            experiment.on(rows.sha256()).id(),
            split.train(),
            split.validation(),
            split.test(),
            new Location("", 0, 0, 0))
        .preparedBy(prepared.fitted());
  }
}
