package org.descent.evaluator;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.ModelPublished;
import org.descent.transport.Events;
import org.descent.transport.UnreadableRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Hears of models, a poll at a time, and puts them on the shelf. */
@ApplicationScoped
class ModelListener {
  private static final Logger LOG = Logger.getLogger(ModelListener.class);

  private final ModelShelf shelf;
  private final Outbox outbox;

  ModelListener(ModelShelf shelf, Outbox outbox) {
    this.shelf = shelf;
    this.outbox = outbox;
  }

  @Incoming("evaluatorModels")
  CompletionStage<Void> on(ConsumerRecords<String, byte[]> poll) {
    var refused = CompletableFuture.<Void>completedFuture(null);
    for (var record : poll) {
      try {
        put(record);
      } catch (UnreadableRecord e) {
        LOG.warnf("model at %d:%d: %s", record.partition(), record.offset(), e.getMessage());
        var letter = outbox.refused(record, e.getMessage());
        refused = refused.thenCompose(ok -> letter);
      }
    }
    return refused;
  }

  private void put(ConsumerRecord<String, byte[]> record) {
    var model = Events.decode(record.value(), ModelPublished.class);
    shelf.put(Location.of(record.topic(), record.partition(), record.offset()), model);
  }
}
