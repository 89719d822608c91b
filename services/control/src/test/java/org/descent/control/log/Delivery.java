package org.descent.control.log;

import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Has records heard as if they had been read. */
@Singleton
public class Delivery {
  private final Hearing hearing;

  Delivery(Hearing hearing) {
    this.hearing = hearing;
  }

  /** Returns when {@code record} has been heard. */
  public void deliver(ConsumerRecord<String, byte[]> record) {
    hearing.hear(List.of(record));
  }
}
