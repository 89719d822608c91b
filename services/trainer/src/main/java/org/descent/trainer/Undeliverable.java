package org.descent.trainer;

import org.apache.kafka.common.KafkaException;

/** The broker was there and did not take an event, or was away for longer than producers wait. */
final class Undeliverable extends KafkaException {
  private static final long serialVersionUID = 1L;

  Undeliverable(String message, Throwable cause) {
    super(message, cause);
  }
}
