package org.descent.evaluator;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.descent.contracts.event.Location;
import org.descent.contracts.event.ModelPublished;
import org.descent.transport.ModelReader;

/**
 * Models heard of and not yet asked for, up to an amount; others are read from the log. Safe for
 * several threads.
 */
@ApplicationScoped
class ModelShelf {
  private final long capacity;
  private final Map<String, Object> kafka;
  private final Map<Location, ModelPublished> models = new LinkedHashMap<>();
  private long bytes;
  private ModelReader reader;

  ModelShelf(
      EvaluatorConfig config, @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.capacity = config.evaluator().modelBytes();
    this.kafka = kafka;
  }

  /** Keeps {@code model} for later, and lets the oldest go where there is no room. */
  synchronized void put(Location location, ModelPublished model) {
    var before = models.put(location, model);
    bytes += model.weights().length - (before == null ? 0 : before.weights().length);
    var oldest = models.values().iterator();
    while (bytes > capacity && oldest.hasNext()) {
      bytes -= oldest.next().weights().length;
      oldest.remove();
    }
  }

  /**
   * The model of that key, which is off the shelf then.
   *
   * @throws org.descent.transport.UnreadableRecord if it is neither here nor in the log
   * @throws org.apache.kafka.common.KafkaException if the broker stays silent
   */
  synchronized ModelPublished take(Location location, String trial) {
    var model = models.remove(location);
    if (model == null) {
      return read(location, trial);
    }
    bytes -= model.weights().length;
    return model;
  }

  @PreDestroy
  synchronized void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  private ModelPublished read(Location location, String trial) {
    if (reader == null) {
      reader = ModelReader.open(kafka);
    }
    try {
      // Trials end by the dozen: whose model is not here yet, its neighbours' are not either.
      return reader.read(location, trial, this::put);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }
}
