package org.descent.trainer;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.descent.contracts.event.Event;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.TrainingEvent;
import org.descent.contracts.event.TrainingProgressed;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Puts the trainer's events into the log; each future completes when the broker has the event. */
@ApplicationScoped
class Outbox {
  private final MutinyEmitter<byte[]> progress;
  private final MutinyEmitter<byte[]> models;
  private final MutinyEmitter<byte[]> trainings;

  Outbox(
      @Channel("trainerProgress") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> progress,
      @Channel("trainerModels") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> models,
      @Channel("trainerTrainings") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> trainings) {
    this.progress = progress;
    this.models = models;
    this.trainings = trainings;
  }

  CompletableFuture<?> progressed(TrainingProgressed slice) {
    return send(progress, slice, Events.encode(slice));
  }

  /**
   * Where the model stands.
   *
   * @param encoded {@code model} as it is to be written
   */
  CompletableFuture<Location> published(ModelPublished model, byte[] encoded) {
    return send(models, model, encoded).thenApply(this::place);
  }

  CompletableFuture<?> ended(TrainingEvent end) {
    return send(trainings, end, Events.encode(end));
  }

  /** Where the broker put a record. */
  Location place(RecordMetadata written) {
    return new Location(written.topic(), written.partition(), written.offset(), written.offset());
  }

  private static CompletableFuture<RecordMetadata> send(
      MutinyEmitter<byte[]> channel, Event event, byte[] encoded) {
    var result = new OutgoingMessageMetadata<RecordMetadata>();
    var message =
        Message.of(encoded)
            .addMetadata(
                OutgoingKafkaRecordMetadata.<String>builder()
                    .withKey(event.key())
                    .withHeaders(Events.cloudEvents(event, "trainer"))
                    .build())
            .addMetadata(result);
    return channel
        .sendMessage(message)
        .subscribeAsCompletionStage()
        .thenApply(ignored -> result.getResult());
  }
}
