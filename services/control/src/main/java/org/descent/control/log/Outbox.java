package org.descent.control.log;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;
import org.descent.contracts.event.CohortPlanned;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.ExperimentEvent;
import org.descent.contracts.event.ReportPublished;
import org.descent.control.ControlConfig;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Puts control's own events into the log. */
@ApplicationScoped
public class Outbox {
  static final String SOURCE = "control";

  private final MutinyEmitter<byte[]> experiments;
  private final MutinyEmitter<byte[]> cohorts;
  private final MutinyEmitter<byte[]> reports;
  private final ControlConfig config;

  Outbox(
      @Channel("controlExperimentsOut") MutinyEmitter<byte[]> experiments,
      @Channel("controlCohortsOut") MutinyEmitter<byte[]> cohorts,
      @Channel("controlReportsOut") MutinyEmitter<byte[]> reports,
      ControlConfig config) {
    this.experiments = experiments;
    this.cohorts = cohorts;
    this.reports = reports;
    this.config = config;
  }

  /**
   * Returns when the broker has the event.
   *
   * @throws BrokerUnavailable if it did not say so in time; it may have the event all the same,
   *     which does no harm because publishing again changes nothing
   */
  public void publish(Event event) throws BrokerUnavailable {
    publish(event, OptionalInt.empty());
  }

  /**
   * The same, to a certain partition.
   *
   * @param partition by default the key decides
   */
  public void publish(Event event, OptionalInt partition) throws BrokerUnavailable {
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(event.key())
            .withHeaders(Events.cloudEvents(event, SOURCE));
    partition.ifPresent(metadata::withPartition);
    var message = Message.of(Events.encode(event)).addMetadata(metadata.build());
    try {
      channel(event).sendMessage(message).await().atMost(config.brokerTimeout());
    } catch (RuntimeException e) { // a KafkaException, or that all tries have failed
      throw new BrokerUnavailable("the broker did not take " + event.key() + ": " + e, e);
    }
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
