package org.descent.messaging;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import org.descent.transport.TopicLayout;
import org.jboss.logging.Logger;

/** Waits for broker and topics before the first channel is opened. */
@ApplicationScoped
class Opening {
  private static final Logger LOG = Logger.getLogger(Opening.class);

  /** Channels are opened at priority 1000. */
  void on(
      @Observes @Priority(500) StartupEvent event,
      MessagingConfig config,
      @Any Instance<Service> services,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    var wanted = topics(services);
    if (!wanted.isEmpty() && !config.startPatience().isZero()) {
      TopicLayout.await(kafka, wanted, config.startPatience(), LOG::info);
    }
  }

  /** What {@code services} want to be there, each once. */
  static List<String> topics(Instance<Service> services) {
    return services.stream()
        .flatMap(service -> service.topics().stream())
        .distinct()
        .sorted()
        .toList();
  }
}
