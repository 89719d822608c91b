package org.descent.trainer;

import io.quarkus.test.Mock;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.descent.contracts.Topics;
import org.descent.contracts.event.Location;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Knows a place for models although no broker gave one. */
@Mock
@Singleton
class OutboxInMemory extends Outbox {
  static final Location PLACE = new Location(Topics.MODELS, 0, 7, 7);

  OutboxInMemory(
      @Channel("trainerProgress") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> progress,
      @Channel("trainerCheckpoints") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> checkpoints,
      @Channel("trainerModels") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> models,
      @Channel("trainerTrainings") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          MutinyEmitter<byte[]> trainings) {
    super(progress, checkpoints, models, trainings);
  }

  @Override
  Location place(RecordMetadata written) {
    return PLACE;
  }
}
