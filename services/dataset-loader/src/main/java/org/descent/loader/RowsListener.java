package org.descent.loader;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.descent.transport.DatasetRows;
import org.descent.transport.UnreadableRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Hears of rows: those that are no chunk of a dataset become dead letters. */
@ApplicationScoped
class RowsListener {
  private static final Logger LOG = Logger.getLogger(RowsListener.class);

  @Incoming("loaderRows")
  CompletionStage<Void> on(Message<ConsumerRecord<String, byte[]>> message) {
    try {
      DatasetRows.check(message.getPayload());
      return message.ack();
    } catch (UnreadableRecord e) {
      LOG.warnf("rows at offset %d: %s", message.getPayload().offset(), e.getMessage());
      return message.nack(e);
    }
  }
}
