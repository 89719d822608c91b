package org.descent.loader;

import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.InvalidSpec;
import org.descent.contracts.Reason;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.event.DatasetRejected;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.experiment.Experiment;
import org.descent.experiment.spec.ExperimentReader;
import org.descent.experiment.spec.InvalidExperiment;
import org.descent.transport.DatasetRows;
import org.jboss.logging.Logger;

/** From a submitted experiment to examples in the log: load, check, split, write. */
@ApplicationScoped
class Preparation {
  private static final Logger LOG = Logger.getLogger(Preparation.class);

  private final LoaderConfig config;
  private final ReadAhead ahead;
  private final RowsLog log;
  private final LoaderMetrics metrics;

  Preparation(LoaderConfig config, ReadAhead ahead, RowsLog log, LoaderMetrics metrics) {
    this.config = config;
    this.ahead = ahead;
    this.log = log;
    this.metrics = metrics;
  }

  /**
   * Where the experiment's examples stand, or why they cannot be used.
   *
   * @throws InvalidSpec if the submission's id is not that of its document
   * @throws KafkaException if the broker does not take the rows
   */
  DatasetEvent prepare(ExperimentSubmitted submitted) {
    try {
      return prepare(submitted, ExperimentReader.submitted(submitted));
    } catch (InvalidExperiment e) {
      return rejected(submitted, e.problems().get(0).toString());
    }
  }

  private DatasetEvent prepare(ExperimentSubmitted submitted, Experiment experiment) {
    try {
      var base = config.dataDir();
      var data =
          ahead.take(experiment, base).orElseGet(() -> ExperimentData.read(experiment, base));
      return data.announced(this::placed).answering(submitted, data.files());
    } catch (KafkaException e) {
      throw e;
    } catch (InvalidSpec e) { // whoever handed it in may not be one who may read the files
      return rejected(submitted, e.discreet());
    } catch (OutOfMemoryError e) {
      return rejected(submitted, "the dataset-loader cannot hold the data: " + Reason.of(e));
    } catch (RuntimeException | StackOverflowError e) {
      LOG.errorf(e, "%s: preparing its data failed", submitted.experiment());
      return rejected(
          submitted,
          "preparing the data failed: "
              + e.getClass().getSimpleName()
              + ", see the dataset-loader's log");
    }
  }

  /** The same with the place of the rows, which may have been written before, perhaps otherwise. */
  private DatasetPrepared placed(DatasetRows rows, DatasetPrepared told) {
    var known = log.find(rows);
    if (known.isPresent()) {
      metrics.reused();
      return told.standingAs(known.get());
    }
    var written = told.standingAt(log.write(rows));
    log.remember(written);
    metrics.prepared(rows.count(), rows.bytes());
    return written;
  }

  private DatasetRejected rejected(ExperimentSubmitted submitted, String reason) {
    metrics.rejected();
    return new DatasetRejected(
        submitted.experiment(),
        reason.replaceAll("\\s*\\R\\s*", "; ").strip(),
        submitted.attempt());
  }
}
