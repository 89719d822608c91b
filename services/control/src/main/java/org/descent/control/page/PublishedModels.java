package org.descent.control.page;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.descent.contracts.event.ModelPublished;
import org.descent.contracts.event.TrialTrained;
import org.descent.transport.ModelReader;

/**
 * Weights of trials, read from the log where somebody looks at a network. What was read last is
 * kept, up to {@value #KEPT} bytes.
 */
@ApplicationScoped
class PublishedModels {
  private static final long KEPT = 16 << 20;

  private final OnDemand<ModelReader> reader;
  private final Map<String, ModelPublished> read = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  PublishedModels(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    reader = new OnDemand<>(() -> ModelReader.open(kafka), ModelReader::close);
  }

  /**
   * What {@code trained} has published; empty if it cannot be read any more.
   *
   * @param beside models that will be asked for next: those that come along are kept
   */
  synchronized Optional<ModelPublished> of(TrialTrained trained, Set<String> beside) {
    var key = trained.modelKey();
    var known = read.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    var model =
        reader.ask(
            log ->
                Optional.of(
                    log.read(
                        trained.model(),
                        key,
                        (place, other) -> {
                          if (beside.contains(other.key())) {
                            keep(other);
                          }
                        })));
    model.ifPresent(this::keep);
    return model;
  }

  private void keep(ModelPublished model) {
    var before = read.put(model.key(), model);
    bytes += size(model) - (before == null ? 0 : size(before));
    Iterator<ModelPublished> oldest = read.values().iterator();
    while (bytes > KEPT && oldest.hasNext()) {
      bytes -= size(oldest.next());
      oldest.remove();
    }
  }

  private static long size(ModelPublished model) {
    return (long) model.weights().length + model.averages().length;
  }

  @PreDestroy
  synchronized void close() {
    reader.close();
  }
}
