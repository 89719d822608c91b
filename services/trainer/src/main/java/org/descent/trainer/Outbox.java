package org.descent.trainer;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.descent.contracts.event.CohortCheckpointed;
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
  private final MutinyEmitter<byte[]> checkpoints;
  private final MutinyEmitter<byte[]> models;
  private final MutinyEmitter<byte[]> trainings;

  Outbox(
      @Channel("trainerProgress") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> progress,
      @Channel("trainerCheckpoints") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> checkpoints,
      @Channel("trainerModels") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> models,
      @Channel("trainerTrainings") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> trainings) {
    this.progress = progress;
    this.checkpoints = checkpoints;
    this.models = models;
    this.trainings = trainings;
  }

  /**
   * Tells of slices of curves.
   *
   * @param encoded {@code slices} as they are to be written
   */
  CompletableFuture<?> progressed(TrainingProgressed slices, byte[] encoded) {
    return send(progress, slices, encoded);
  }

  /**
   * Replaces the last checkpoint of a cohort.
   *
   * @param encoded {@code checkpoint} as it is to be written
   */
  CompletableFuture<?> checkpointed(CohortCheckpointed checkpoint, byte[] encoded, int partition) {
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(checkpoint.key())
            .withPartition(partition)
            .withHeaders(Events.cloudEvents(checkpoint, "trainer"))
            .build();
    return send(checkpoints, Message.of(encoded).addMetadata(metadata));
  }

  /** Lets go of the last checkpoint of {@code cohort}. */
  CompletableFuture<?> forgotten(String cohort, int partition) {
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(cohort)
            .withPartition(partition)
            .build();
    return send(checkpoints, Message.of((byte[]) null).addMetadata(metadata));
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
    return Location.of(written.topic(), written.partition(), written.offset());
  }

  private static CompletableFuture<RecordMetadata> send(
      MutinyEmitter<byte[]> channel, Event event, byte[] encoded) {
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withKey(event.key())
            .withHeaders(Events.cloudEvents(event, "trainer"))
            .build();
    return send(channel, Message.of(encoded).addMetadata(metadata));
  }

  private static CompletableFuture<RecordMetadata> send(
      MutinyEmitter<byte[]> channel, Message<byte[]> message) {
    var result = new OutgoingMessageMetadata<RecordMetadata>();
    return channel
        .sendMessage(message.addMetadata(result))
        .subscribeAsCompletionStage()
        .thenApply(ignored -> result.getResult());
  }
}
