package org.descent.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.descent.transport.TopicLayout;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: the broker answers and has the services' topics. */
@Readiness
@ApplicationScoped
class LogReadiness implements HealthCheck {
  private final Map<String, Object> kafka;
  private final List<String> topics;
  private Admin admin;

  LogReadiness(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @Any Instance<Service> services) {
    this.kafka = kafka;
    this.topics = Opening.topics(services);
  }

  @Override
  public synchronized HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("topics");
    if (topics.isEmpty()) {
      return answer.up().build();
    }
    try {
      if (admin == null) {
        admin = Admin.create(kafka);
      }
      var missing = TopicLayout.missing(admin, topics, Duration.ofSeconds(3));
      return missing.isEmpty()
          ? answer.up().build()
          : answer.down().withData("missing", String.join(", ", missing)).build();
    } catch (KafkaException e) {
      return answer.down().withData("broker", String.valueOf(e.getMessage())).build();
    }
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(2));
    }
  }
}
