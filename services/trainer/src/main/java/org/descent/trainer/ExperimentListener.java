package org.descent.trainer;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.ExperimentEvent;
import org.descent.transport.Events;
import org.descent.transport.UnreadableRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Hears which experiments are wanted. Every trainer hears of all, from the beginning. */
@ApplicationScoped
class ExperimentListener {
  private static final Logger LOG = Logger.getLogger(ExperimentListener.class);

  private final Demand demand;

  ExperimentListener(Demand demand) {
    this.demand = demand;
  }

  /** Never waits behind a cohort at work. */
  @Incoming("trainerExperiments")
  @NonBlocking
  void on(ConsumerRecord<String, byte[]> record) {
    try {
      demand.on(Events.decode(record.value(), ExperimentEvent.class));
    } catch (UnreadableRecord e) {
      // The dataset-loader makes it a dead letter.
      LOG.debugf("experiment at offset %d: %s", record.offset(), e.getMessage());
    }
  }
}
