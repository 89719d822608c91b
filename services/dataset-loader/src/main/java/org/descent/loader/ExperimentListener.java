package org.descent.loader;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.DatasetEvent;
import org.descent.contracts.event.ExperimentEvent;
import org.descent.contracts.event.ExperimentSubmitted;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.jboss.logging.Logger;

/** Hears of experiments and answers each submission with a dataset event. */
@ApplicationScoped
class ExperimentListener {
  private static final Logger LOG = Logger.getLogger(ExperimentListener.class);

  private final Preparation preparation;

  ExperimentListener(Preparation preparation) {
    this.preparation = preparation;
  }

  /** The submission is acknowledged when the broker has the answer. */
  @Incoming("loaderExperiments")
  @Outgoing("loaderDatasets")
  @Blocking
  Message<byte[]> on(Message<ConsumerRecord<String, byte[]>> message) {
    try {
      var event = Events.decode(message.getPayload().value(), ExperimentEvent.class);
      if (event instanceof ExperimentSubmitted submitted) {
        var answer = preparation.prepare(submitted);
        LOG.infof("%s", answer);
        return answered(message, answer);
      }
      message.ack().toCompletableFuture().join();
    } catch (RuntimeException e) {
      LOG.warnf("experiment at offset %d: %s", message.getPayload().offset(), e.getMessage());
      message.nack(e).toCompletableFuture().join();
    }
    return null; // nothing to say
  }

  private static Message<byte[]> answered(Message<?> question, DatasetEvent answer) {
    return question
        .withPayload(Events.encode(answer))
        .addMetadata(
            OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(answer.key())
                .withHeaders(Events.cloudEvents(answer, "dataset-loader"))
                .build());
  }
}
