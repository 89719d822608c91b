package org.descent.control.log;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.DatasetEvent;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears whether an experiment's data is there. */
@ApplicationScoped
class DatasetListener {
  private final Hearing hearing;

  DatasetListener(Hearing hearing) {
    this.hearing = hearing;
  }

  @Incoming("controlDatasets")
  @Blocking
  void on(ConsumerRecord<String, byte[]> record) {
    hearing.hear(record, DatasetEvent.class);
  }
}
