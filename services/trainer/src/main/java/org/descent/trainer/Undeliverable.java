package org.descent.trainer;

import org.apache.kafka.common.KafkaException;

/**
 * An event did not reach the log: the broker refused it, or was away for longer than producers
 * wait.
 */
final class Undeliverable extends KafkaException {
  private static final long serialVersionUID = 1L;

  Undeliverable(String message, Throwable cause) {
    super(message, cause);
  }
}
