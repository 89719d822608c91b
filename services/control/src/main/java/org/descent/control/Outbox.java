package org.descent.control;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentEvent;
import org.descent.contracts.event.ReportPublished;
import org.descent.transport.DeadLetter;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** Puts control's own events into the log. */
@ApplicationScoped
class Outbox {
  static final String SOURCE = "control";

  private static final Logger LOG = Logger.getLogger(Outbox.class);

  private final MutinyEmitter<byte[]> experiments;
  private final MutinyEmitter<byte[]> cohorts;
  private final MutinyEmitter<byte[]> reports;
  private final MutinyEmitter<byte[]> deadLetters;
  private final ControlConfig config;

  Outbox(
      @Channel("controlExperimentsOut") MutinyEmitter<byte[]> experiments,
      @Channel("controlCohortsOut") MutinyEmitter<byte[]> cohorts,
      @Channel("controlReportsOut") MutinyEmitter<byte[]> reports,
      @Channel("controlDeadLetters") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> deadLetters,
      ControlConfig config) {
    this.experiments = experiments;
    this.cohorts = cohorts;
    this.reports = reports;
    this.deadLetters = deadLetters;
    this.config = config;
  }

  /**
   * Returns when the broker has the event.
   *
   * @throws BrokerUnavailable if it did not say so in time; it may have the event all the same,
   *     which does no harm because publishing again changes nothing
   */
  void publish(Event event) throws BrokerUnavailable {
    publish(event, OptionalInt.empty());
  }

  /**
   * The same, to a certain partition.
   *
   * @param partition by default the key decides
   */
  void publish(Event event, OptionalInt partition) throws BrokerUnavailable {
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(event.key())
            .withHeaders(Events.cloudEvents(event, SOURCE));
    partition.ifPresent(metadata::withPartition);
    try {
      channel(event)
          .sendMessage(Message.of(Events.encode(event)).addMetadata(metadata.build()))
          .await()
          .atMost(config.brokerTimeout());
    } catch (TimeoutException | KafkaException e) {
      throw new BrokerUnavailable("the broker did not take " + event.key() + ": " + e, e);
    }
  }

  /** Puts {@code unreadable} aside with one line that says why, without waiting for the broker. */
  void refused(ConsumerRecord<String, byte[]> unreadable, String reason) {
    LOG.warnf(
        "%s-%d:%d: %s", unreadable.topic(), unreadable.partition(), unreadable.offset(), reason);
    var letter = DeadLetter.record(unreadable, reason);
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(letter.key())
            .withHeaders(letter.headers())
            .build();
    deadLetters
        .sendMessage(Message.of(letter.value()).addMetadata(metadata))
        .subscribe()
        .with(sent -> {}, e -> LOG.errorf("a dead letter was not taken: %s", e.getMessage()));
  }

  private MutinyEmitter<byte[]> channel(Event event) {
    if (event instanceof ExperimentEvent) {
      return experiments;
    } else if (event instanceof CohortPlanned) {
      return cohorts;
    } else if (event instanceof ReportPublished) {
      return reports;
    }
    throw new IllegalArgumentException(
        "control does not write " + event.getClass().getSimpleName());
  }
}
