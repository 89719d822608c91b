package org.descent.evaluator;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.ModelPublished;
import org.descent.transport.Events;
import org.descent.transport.UnreadableRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Hears of models and puts them on the shelf. */
@ApplicationScoped
class ModelListener {
  private static final Logger LOG = Logger.getLogger(ModelListener.class);

  private final ModelShelf shelf;

  ModelListener(ModelShelf shelf) {
    this.shelf = shelf;
  }

  @Incoming("evaluatorModels")
  CompletionStage<Void> on(Message<ConsumerRecord<String, byte[]>> message) {
    var record = message.getPayload();
    try {
      var model = Events.decode(record.value(), ModelPublished.class);
      shelf.put(
          new Location(record.topic(), record.partition(), record.offset(), record.offset()),
          model);
      return message.ack();
    } catch (UnreadableRecord e) {
      LOG.warnf("model at %d:%d: %s", record.partition(), record.offset(), e.getMessage());
      return message.nack(e);
    }
  }
}
