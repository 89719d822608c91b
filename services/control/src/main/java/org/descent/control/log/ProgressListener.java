package org.descent.control.log;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.descent.contracts.event.TrainingProgressed;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears how trials' curves go on. */
@ApplicationScoped
class ProgressListener {
  private final Hearing hearing;

  ProgressListener(Hearing hearing) {
    this.hearing = hearing;
  }

  @Incoming("controlProgress")
  @Blocking
  void on(ConsumerRecords<String, byte[]> poll) {
    hearing.hear(poll, TrainingProgressed.class);
  }
}
