package org.descent.control.log;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.ReportPublished;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears which reports have been published, by this control or one before it. */
@ApplicationScoped
class ReportListener {
  private final Hearing hearing;

  ReportListener(Hearing hearing) {
    this.hearing = hearing;
  }

  @Incoming("controlReports")
  @Blocking
  void on(ConsumerRecord<String, byte[]> record) {
    hearing.hear(record, ReportPublished.class);
  }
}
