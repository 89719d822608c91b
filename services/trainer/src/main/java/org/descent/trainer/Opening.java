package org.descent.trainer;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import org.descent.contracts.Topics;
import org.descent.transport.TopicLayout;
import org.jboss.logging.Logger;

/** Waits for broker and topics before the first channel is opened. */
@ApplicationScoped
class Opening {
  /** What this service hears and writes. */
  static final List<String> TOPICS =
      List.of(
          Topics.EXPERIMENTS,
          Topics.DATASET_ROWS,
          Topics.COHORTS,
          Topics.PROGRESS,
          Topics.CHECKPOINTS,
          Topics.MODELS,
          Topics.TRAININGS,
          Topics.DEAD_LETTERS);

  private static final Logger LOG = Logger.getLogger(Opening.class);

  /** Channels are opened at priority 1000. */
  void on(
      @Observes @Priority(500) StartupEvent event,
      TrainerConfig config,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    if (!config.startPatience().isZero()) {
      TopicLayout.await(kafka, TOPICS, config.startPatience(), LOG::info);
    }
  }
}
