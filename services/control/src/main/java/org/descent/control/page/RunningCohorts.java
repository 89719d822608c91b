package org.descent.control.page;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.descent.contracts.event.CohortCheckpointed;
import org.descent.transport.CheckpointReader;
import org.descent.transport.Events;

/**
 * Where cohorts in training stand, read from the log where somebody looks at a network. Of what has
 * been passed there it keeps the places alone.
 */
@ApplicationScoped
class RunningCohorts {
  private final OnDemand<CheckpointReader> reader;

  RunningCohorts(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    reader = new OnDemand<>(() -> CheckpointReader.open(kafka), CheckpointReader::close);
  }

  /**
   * Where {@code cohort} stood when its trainer last said so; empty if it never has, or is over.
   */
  synchronized Optional<CohortCheckpointed> of(String cohort) {
    return reader.ask(
        log ->
            log.last(cohort)
                .map(record -> Events.decode(record.value(), CohortCheckpointed.class)));
  }

  @PreDestroy
  synchronized void close() {
    reader.close();
  }
}
