package org.descent.control.log;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.descent.contracts.event.EvaluationEvent;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears how trials ended. */
@ApplicationScoped
class EvaluationListener {
  private final Hearing hearing;

  EvaluationListener(Hearing hearing) {
    this.hearing = hearing;
  }

  @Incoming("controlEvaluations")
  @Blocking
  void on(ConsumerRecords<String, byte[]> poll) {
    hearing.hear(poll, EvaluationEvent.class);
  }
}
