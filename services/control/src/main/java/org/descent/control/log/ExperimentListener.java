package org.descent.control.log;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.ExperimentEvent;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears which experiments were handed in and which were cancelled. */
@ApplicationScoped
class ExperimentListener {
  private final Hearing hearing;

  ExperimentListener(Hearing hearing) {
    this.hearing = hearing;
  }

  @Incoming("controlExperiments")
  @Blocking
  void on(ConsumerRecord<String, byte[]> record) {
    hearing.hear(record, ExperimentEvent.class);
  }
}
