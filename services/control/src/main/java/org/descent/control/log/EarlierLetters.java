package org.descent.control.log;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.Reason;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Location;
import org.descent.transport.DeadLetter;
import org.descent.transport.LogReplay;
import org.jboss.logging.Logger;

/**
 * Which records have been put aside before: a log that is read again on every start has them again,
 * and each wants one letter. It is looked up when it is asked for first.
 */
@ApplicationScoped
class EarlierLetters {
  private static final Logger LOG = Logger.getLogger(EarlierLetters.class);

  private final Map<String, Object> kafka;
  private Set<Location> origins;

  EarlierLetters(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.kafka = kafka;
  }

  /** Whether there is a letter about {@code record}. */
  synchronized boolean has(ConsumerRecord<?, ?> record) {
    if (origins == null) {
      origins = origins();
    }
    return origins.contains(Location.of(record.topic(), record.partition(), record.offset()));
  }

  /** Of all letters; none if the broker does not tell, since two letters are better than none. */
  private Set<Location> origins() {
    var found = new HashSet<Location>();
    try {
      read(found);
    } catch (KafkaException e) {
      LOG.warnf("records that were put aside may be put aside again: %s", Reason.of(e));
    }
    return found;
  }

  void read(Set<Location> found) {
    LogReplay.of(kafka, Topics.DEAD_LETTERS, letter -> found.add(DeadLetter.of(letter).origin()));
  }
}
