package org.descent.evaluator;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.descent.contracts.Topics;
import org.descent.messaging.Service;
import org.descent.transport.DatasetCache;
import org.descent.transport.DatasetRowsReader;
import org.descent.transport.SharedDatasets;

/** Makes what the libraries provide into beans, and closes it. */
@ApplicationScoped
class Wiring {
  /** Hears of what is trained, and writes evaluations. */
  @Produces
  @Singleton
  Service service() {
    return new Service(
        "evaluator",
        List.of(
            Topics.DATASET_ROWS,
            Topics.MODELS,
            Topics.TRAININGS,
            Topics.EVALUATIONS,
            Topics.DEAD_LETTERS));
  }

  @Produces
  @Singleton
  @Judged
  DatasetCache datasets(
      EvaluatorConfig config,
      SharedDatasets shared,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    long largest = (long) (config.evaluator().datasetShare() * Runtime.getRuntime().maxMemory());
    return new DatasetCache(
        shared, () -> DatasetRowsReader.open(kafka), config.evaluator().datasets(), largest);
  }

  void close(@Disposes @Judged DatasetCache datasets) {
    datasets.close();
  }
}
