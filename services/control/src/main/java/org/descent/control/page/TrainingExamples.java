package org.descent.control.page;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.data.Examples;
import org.descent.contracts.event.DatasetPrepared;
import org.descent.contracts.spec.Split;
import org.descent.transport.DatasetCache;
import org.descent.transport.DatasetRowsReader;
import org.descent.transport.UnreadableRecord;

/** Examples that a report shows, read from the log where somebody asks for one. */
@ApplicationScoped
class TrainingExamples {
  /** Number of records of a dataset, half a megabyte each, beyond which none of it is shown. */
  static final int MOST_CHUNKS = 32;

  private static final int KEPT = 8;

  private final DatasetCache datasets;

  TrainingExamples(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    datasets = new DatasetCache(() -> DatasetRowsReader.open(kafka), KEPT);
  }

  /**
   * The examples of {@code dataset} by split; none if it is too large to be read for a few
   * pictures, or cannot be read any more: a report is then one without pictures.
   */
  Optional<Map<Split, Examples>> of(DatasetPrepared dataset) {
    if (dataset.chunks() > MOST_CHUNKS) {
      return Optional.empty();
    }
    try {
      return Optional.of(datasets.splits(dataset));
    } catch (UnreadableRecord | KafkaException | OutOfMemoryError e) {
      return Optional.empty();
    }
  }

  @PreDestroy
  void close() {
    datasets.close();
  }
}
