package org.descent.standalone.cli;

import java.nio.file.Path;
import java.util.List;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Reason;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.spec.TrainingSpec;
import org.descent.experiment.Experiment;
import org.descent.experiment.plan.Planner;
import org.descent.experiment.plan.Sizing;
import org.descent.learning.stacked.TrainingTime;
import org.descent.loader.ExperimentData;
import org.descent.loader.ReadAhead;

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
    return of(experiment, sizing, new ReadAhead());
  }

  /** About how many seconds of one thread its trials take, if each uses up its budget. */
  double seconds() {
    double each =
        experiment.variants().stream()
            .mapToDouble(v -> v.training().iterations() * nanoseconds(v.training()))
            .average()
            .orElse(0);
    return each * experiment.trials() / 1e9;
  }

  private double nanoseconds(TrainingSpec training) {
    return TrainingTime.iteration(training, dataset.shape(), dataset.train());
  }

  /**
   * The same.
   *
   * @param ahead keeps the data for whoever will need them in this process
   */
  static Prepared of(Experiment experiment, Sizing sizing, ReadAhead ahead) {
    try {
      var data = ExperimentData.read(experiment, Path.of("").toAbsolutePath().getRoot());
      var dataset = data.announced((rows, told) -> told);
      var own = experiment.on(dataset.sha256());
      var prepared = new Prepared(own, dataset, Planner.plan(own, dataset, sizing));
      ahead.put(data);
      return prepared;
    } catch (InvalidSpec e) {
      throw new UserMistake(experiment.name() + ": " + e.getMessage());
    } catch (OutOfMemoryError e) {
      throw new TooLarge(experiment.name() + ": its data do not fit here: " + Reason.of(e));
    }
  }
}
