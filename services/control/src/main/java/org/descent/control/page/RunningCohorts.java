package org.descent.control.page;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.transport.CheckpointReader;
import org.descent.transport.Events;
import org.descent.transport.UnreadableRecord;

/**
 * Where cohorts in training stand, read from the log where somebody looks at a network. Of what has
 * been passed there it keeps the places alone.
 */
@ApplicationScoped
class RunningCohorts {
  private final Map<String, Object> kafka;
  private CheckpointReader reader;

  RunningCohorts(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /**
   * Where {@code cohort} stood when its trainer last said so; empty if it never has, or is over.
   */
  synchronized Optional<CohortCheckpointed> of(String cohort) {
    try {
      if (reader == null) {
        reader = CheckpointReader.open(kafka);
      }
      return reader
          .last(cohort)
          .map(record -> Events.decode(record.value(), CohortCheckpointed.class));
    } catch (UnreadableRecord | KafkaException | OutOfMemoryError e) {
      close();
      return Optional.empty();
    }
  }

  @PreDestroy
  synchronized void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
