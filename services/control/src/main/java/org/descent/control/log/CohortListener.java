package org.descent.control.log;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.CohortPlanned;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears which cohorts have been planned, by this control or one before it. */
@ApplicationScoped
class CohortListener {
  private final Hearing hearing;

  CohortListener(Hearing hearing) {
    this.hearing = hearing;
  }

  @Incoming("controlCohorts")
  @Blocking
  void on(ConsumerRecord<String, byte[]> record) {
    hearing.hear(record, CohortPlanned.class);
  }
}
