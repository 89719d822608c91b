package org.descent.evaluator;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.descent.contracts.Reason;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.ModelPublished;
import org.descent.messaging.DeadLetters;
import org.descent.transport.Events;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears of models, a poll at a time, and puts them on the shelf. */
@ApplicationScoped
class ModelListener {
  private final ModelShelf shelf;
  private final DeadLetters letters;

  ModelListener(ModelShelf shelf, DeadLetters letters) {
    this.shelf = shelf;
    this.letters = letters;
  }

  @Incoming("evaluatorModels")
  CompletionStage<Void> on(ConsumerRecords<String, byte[]> poll) {
    var refused = CompletableFuture.<Void>completedFuture(null);
    for (var record : poll) {
      try {
        put(record);
      } catch (RuntimeException e) {
        var letter = letters.put(record, Reason.of(e));
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
