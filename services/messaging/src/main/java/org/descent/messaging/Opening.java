package org.descent.messaging;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.descent.transport.TopicLayout;
import org.jboss.logging.Logger;

/** Waits for broker and topics before the first channel is opened. */
@ApplicationScoped
class Opening {
  private static final Logger LOG = Logger.getLogger(Opening.class);

  /** As of a process that SIGTERM has ended. */
  private static final int TERMINATED = 143;

  /** Channels are opened at priority 1000. */
  void on(
      @Observes @Priority(500) StartupEvent event,
      MessagingConfig config,
      @Any Instance<Service> services,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    var wanted = topics(services);
    if (!wanted.isEmpty() && !config.startPatience().isZero()) {
      await(wanted, config, kafka);
    }
  }

  /** Whoever is told to stop meanwhile stops: nothing has begun. */
  private static void await(
      List<String> wanted, MessagingConfig config, Map<String, Object> kafka) {
    var stopping = new Thread(Thread.currentThread()::interrupt, "stop waiting");
    var runtime = Runtime.getRuntime();
    runtime.addShutdownHook(stopping);
    try {
      TopicLayout.await(kafka, wanted, config.startPatience(), LOG::info);
      runtime.removeShutdownHook(stopping);
    } catch (KafkaException | IllegalStateException e) {
      if (Thread.interrupted() || e instanceof IllegalStateException) {
        throw new PreventFurtherStepsException(
            "told to stop while waiting for the broker", TERMINATED);
      }
      runtime.removeShutdownHook(stopping);
      throw e;
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
