package org.descent.trainer;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.ExperimentCancelled;
import org.descent.contracts.event.ExperimentEvent;
import org.descent.transport.Events;
import org.descent.transport.UnreadableRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Hears of experiments: which are cancelled. Every trainer hears of all, from the beginning. */
@ApplicationScoped
class CancellationListener {
  private static final Logger LOG = Logger.getLogger(CancellationListener.class);

  private final Cancellations cancellations;

  CancellationListener(Cancellations cancellations) {
    this.cancellations = cancellations;
  }

  /** Never waits behind a cohort at work. */
  @Incoming("trainerExperiments")
  @NonBlocking
  void on(ConsumerRecord<String, byte[]> record) {
    try {
      var event = Events.decode(record.value(), ExperimentEvent.class);
      if (event instanceof ExperimentCancelled) {
        cancellations.add(event.experiment());
      } else {
        cancellations.remove(event.experiment());
      }
    } catch (UnreadableRecord e) {
      // The dataset-loader makes it a dead letter.
      LOG.debugf("experiment at offset %d: %s", record.offset(), e.getMessage());
    }
  }
}
