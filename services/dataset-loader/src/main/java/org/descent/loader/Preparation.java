package org.descent.loader;

import jakarta.enterprise.context.ApplicationScoped;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.contracts.event.Location;
import org.descent.experiment.data.DataSources;
import org.descent.experiment.data.SplitExamples;
import org.descent.experiment.plan.Planner;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.InvalidExperiment;
import org.descent.transport.DatasetRows;

/** From a submitted experiment to examples in the log: load, check, split, write. */
@ApplicationScoped
class Preparation {
  private final LoaderConfig config;
  private final RowsLog log;
  private final LoaderMetrics metrics;

  Preparation(LoaderConfig config, RowsLog log, LoaderMetrics metrics) {
    this.config = config;
    this.log = log;
    this.metrics = metrics;
  }

  /**
   * Where the experiment's examples stand, or why they cannot be used.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not take the rows
   */
  DatasetEvent prepare(ExperimentSubmitted submitted) {
    try {
      var examples = DataSources.load(submitted.data(), config.dataDir());
      check(submitted, examples);
      var split = SplitExamples.of(examples, submitted.split());
      var rows = DatasetRows.of(split.all());
      return rows.prepared(
          submitted.experiment(), split.train(), split.validation(), split.test(), place(rows));
    } catch (InvalidSpec e) {
      return rejected(submitted, e.getMessage());
    } catch (InvalidExperiment e) {
      return rejected(submitted, e.problems().get(0).toString());
    } catch (OutOfMemoryError e) {
      return rejected(submitted, "the data does not fit the dataset-loader's memory");
    }
  }

  private static void check(ExperimentSubmitted submitted, Examples examples) {
    var experiment = ExperimentReader.document(submitted.document());
    Planner.check(
        experiment,
        examples.shape(),
        examples.targets().stream().map(Examples.Target::name).toList());
    for (var variant : experiment.variants()) {
      DataSources.checkTargets(examples, variant.training().network());
    }
  }

  private Location place(DatasetRows rows) {
    var known = log.find(rows);
    if (known.isPresent()) {
      metrics.reused();
      return known.get();
    }
    var written = log.write(rows);
    metrics.prepared(rows.count(), rows.bytes());
    return written;
  }

  private DatasetRejected rejected(ExperimentSubmitted submitted, String reason) {
    metrics.rejected();
    return new DatasetRejected(
        submitted.experiment(), reason.replaceAll("\\s*\\R\\s*", "; ").strip());
  }
}
